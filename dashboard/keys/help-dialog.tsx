'use client'
import { Keyboard, X } from 'lucide-react'
import { useState } from 'react'
import { keysAreOn, switchKeys } from './keys-switch.ts'
import { shortcuts } from './shortcuts.ts'

const dialogId = 'help'

function helpDialog(): HTMLDialogElement | null {
  return document.getElementById(dialogId) as HTMLDialogElement | null
}

export function openHelp() {
  helpDialog()?.showModal()
}

export function HelpButton() {
  return (
    <button
      type="button"
      onClick={openHelp}
      aria-label="Keyboard shortcuts"
      title="Keyboard shortcuts (?)"
      className="settle grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
    >
      <Keyboard size={18} aria-hidden />
    </button>
  )
}

export function HelpDialog() {
  return (
    <dialog
      id={dialogId}
      aria-labelledby="help-title"
      className="m-auto w-[min(28rem,calc(100vw-32px))] rounded-xl border border-line bg-panel p-6 text-ink shadow-xl"
    >
      <div className="flex items-center justify-between">
        <h2 id="help-title" className="font-semibold text-lg">
          Keyboard shortcuts
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={() => helpDialog()?.close()}
          className="grid size-8 place-items-center rounded-md hover:bg-hover"
        >
          <X size={18} aria-hidden />
        </button>
      </div>
      <ul className="mt-3 divide-y divide-line">
        {shortcuts.map(({ keys, effect }) => (
          <li key={keys} className="flex items-center justify-between py-1.5">
            <span>{effect}</span>
            <span className="flex gap-1">
              {keys.split(' ').map((key) => (
                <kbd key={key} className="min-w-6 rounded border border-edge px-1.5 text-center">
                  {key}
                </kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <KeysSwitch />
    </dialog>
  )
}

function KeysSwitch() {
  const [isOn, setIsOn] = useState(() => typeof window === 'undefined' || keysAreOn())
  return (
    <label className="mt-4 flex min-h-8 items-center gap-2">
      <input
        type="checkbox"
        className="size-4 accent-(--color-focus)"
        checked={isOn}
        onChange={(event) => {
          switchKeys(event.target.checked)
          setIsOn(event.target.checked)
        }}
      />
      Use these keys
    </label>
  )
}
