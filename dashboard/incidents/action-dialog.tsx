'use client'
import { useSyncExternalStore } from 'react'
import { QuestionDialog, QuestionForm } from '#dashboard/shell/question-dialog.tsx'
import { act } from './act.ts'
import { asked } from './asking.ts'

const words = {
  acknowledge: {
    title: 'Acknowledge the incident',
    button: 'Acknowledge',
    effect: 'You take it on, and others see that you did.',
  },
  resolve: {
    title: 'Resolve the incident',
    button: 'Resolve',
    effect: 'You declare it over. It stays in the history.',
  },
}

const titleId = 'action-title'
const close = () => asked.set(null)

export function ActionDialog() {
  const question = useSyncExternalStore(asked.subscribe, asked.get, () => null)
  return (
    <QuestionDialog isOpen={question !== null} titleId={titleId} onClose={close}>
      {question && (
        <QuestionForm
          {...words[question.action]}
          titleId={titleId}
          effect={`${question.incident.title}. ${words[question.action].effect}`}
          onCancel={close}
          onAnswer={(name, comment) => {
            close()
            void act(question.action, question.incident, name, comment)
          }}
        />
      )}
    </QuestionDialog>
  )
}
