'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { QuestionDialog, QuestionForm } from '#dashboard/shell/question-dialog.tsx'
import { type AskedVerdict, askedVerdict } from './asking.ts'
import { giveVerdict } from './give-verdict.ts'
import { questionWords } from './verdict-words.ts'

const titleId = 'verdict-title'
const close = () => askedVerdict.set(null)

export function VerdictDialog() {
  const question = useSyncExternalStore(askedVerdict.subscribe, askedVerdict.get, () => null)
  const queries = useQueryClient()
  const answer = async (asked: AskedVerdict, name: string, comment: string) => {
    await giveVerdict(asked, name, comment)
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['incident'] }),
      queries.invalidateQueries({ queryKey: ['lessons', asked.sensor] }),
    ])
  }
  return (
    <QuestionDialog isOpen={question !== null} titleId={titleId} onClose={close}>
      {question && (
        <QuestionForm
          {...questionWords[question.action]}
          titleId={titleId}
          effect={`${question.about}. ${questionWords[question.action].effect}`}
          onCancel={close}
          onAnswer={(name, comment) => {
            close()
            void answer(question, name, comment)
          }}
        />
      )}
    </QuestionDialog>
  )
}
