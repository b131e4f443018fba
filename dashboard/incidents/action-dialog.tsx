'use client'
import { type FormEvent, useEffect, useRef, useSyncExternalStore } from 'react'
import { act } from './act.ts'
import { type Asked, asked } from './asking.ts'
import { ownName } from './own-name.ts'

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

export function ActionDialog() {
  const question = useSyncExternalStore(asked.subscribe, asked.get, () => null)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (question) dialog.current?.showModal()
    else dialog.current?.close()
  }, [question])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="action-title"
      onClose={() => asked.set(null)}
      className="m-auto w-[min(28rem,calc(100vw-32px))] rounded-xl border border-line bg-panel p-6 text-ink shadow-xl max-sm:mb-4"
    >
      {question && <ActionForm question={question} />}
    </dialog>
  )
}

const fieldStyle = 'mt-4 block font-medium'
const inputStyle = 'control mt-1 w-full font-normal'

function ActionForm({ question: { action, incident } }: { question: Asked }) {
  const { title, button, effect } = words[action]
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    if (text('name') === '') return
    asked.set(null)
    void act(action, incident, text('name'), text('comment'))
  }
  return (
    <form onSubmit={submit}>
      <h2 id="action-title" className="font-semibold text-lg">
        {title}
      </h2>
      <p className="mt-1 text-muted">
        {incident.title}. {effect}
      </p>
      <label className={fieldStyle}>
        Your name, kept on this device
        <input
          name="name"
          required
          maxLength={80}
          autoComplete="name"
          defaultValue={ownName()}
          className={inputStyle}
        />
      </label>
      <label className={fieldStyle}>
        Comment, if you like
        <textarea name="comment" rows={2} maxLength={2_000} className={inputStyle} />
      </label>
      <div className="mt-5 flex justify-end gap-2 max-sm:*:flex-1">
        <button type="button" className="control" onClick={() => asked.set(null)}>
          Cancel
        </button>
        <button type="submit" className="control primary">
          {button}
        </button>
      </div>
    </form>
  )
}
