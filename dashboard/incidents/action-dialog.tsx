'use client'
import { useSyncExternalStore } from 'react'
import { QuestionDialog, QuestionForm } from '#dashboard/shell/question-dialog.tsx'
import { act } from './act.ts'
import { wordsOf } from './action-words.ts'
import { asked } from './asking.ts'

const titleId = 'action-title'
const close = () => asked.set(null)

export function ActionDialog() {
  const question = useSyncExternalStore(asked.subscribe, asked.get, () => null)
  return (
    <QuestionDialog isOpen={question !== null} titleId={titleId} onClose={close}>
      {question && (
        <QuestionForm
          {...wordsOf(question.deed)}
          titleId={titleId}
          effect={`${question.incident.title}. ${wordsOf(question.deed).effect}`}
          wantsPerson={question.deed.action === 'assign'}
          mustComment={question.deed.action === 'comment'}
          onCancel={close}
          onAnswer={(by, comment, to) => {
            close()
            void act(question.deed, question.incident, { by, comment, to })
          }}
        />
      )}
    </QuestionDialog>
  )
}
