'use client'
import { type FormEvent, useEffect, useRef } from 'react'
import { ownName } from '#dashboard/incidents/own-name.ts'

interface QuestionDialogProps {
  readonly isOpen: boolean
  readonly titleId: string
  readonly onClose: () => void
  readonly children: React.ReactNode
}

export function QuestionDialog({ isOpen, titleId, onClose, children }: QuestionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(28rem,calc(100vw-32px))] rounded-xl border border-line bg-panel p-6 text-ink shadow-xl max-sm:mb-4"
    >
      {children}
    </dialog>
  )
}

interface QuestionFormProps {
  readonly titleId: string
  readonly title: string
  readonly effect: string
  readonly button: string
  /** Asks for another person too. */
  readonly wantsPerson?: boolean
  readonly mustComment?: boolean
  readonly onCancel: () => void
  readonly onAnswer: (name: string, comment: string, person: string) => void
}

const fieldStyle = 'mt-4 block font-medium'
const inputStyle = 'control mt-1 w-full font-normal'

/** Who it is, and what they want to say. */
export function QuestionForm(props: QuestionFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const isMute = props.mustComment && text('comment') === ''
    if (text('name') !== '' && !isMute)
      props.onAnswer(text('name'), text('comment'), text('person'))
  }
  return (
    <form onSubmit={submit}>
      <h2 id={props.titleId} className="font-semibold text-lg">
        {props.title}
      </h2>
      <p className="mt-1 text-muted">{props.effect}</p>
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
      {props.wantsPerson && (
        <label className={fieldStyle}>
          Who is to have it
          <input name="person" maxLength={80} autoComplete="off" className={inputStyle} />
        </label>
      )}
      <CommentField isRequired={props.mustComment === true} />
      <div className="mt-5 flex justify-end gap-2 max-sm:*:flex-1">
        <button type="button" className="control" onClick={props.onCancel}>
          Cancel
        </button>
        <button type="submit" className="control primary">
          {props.button}
        </button>
      </div>
    </form>
  )
}

function CommentField({ isRequired }: { isRequired: boolean }) {
  return (
    <label className={fieldStyle}>
      {isRequired ? 'Comment' : 'Comment, if you like'}
      <textarea
        name="comment"
        rows={2}
        maxLength={2_000}
        required={isRequired}
        className={inputStyle}
      />
    </label>
  )
}
