'use client'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ownName, rememberName } from '#dashboard/incidents/own-name.ts'
import { api } from '#dashboard/live/api.ts'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { severities, severityWord } from '#dashboard/severity/look.ts'
import { tell } from '#dashboard/shell/notices.tsx'
import { explain } from '#dashboard/shell/states.tsx'
import { useNow } from '#dashboard/time/now.ts'
import type { Matcher } from '#domain/silences/silence.ts'
import { SilencePreview } from './silence-preview.tsx'

const minute = 60_000
const begins = [
  ['0', 'Now'],
  ['60', 'In 1 h'],
  ['240', 'In 4 h'],
  ['720', 'In 12 h'],
] as const
const lengths = [
  ['30', '30 min'],
  ['60', '1 h'],
  ['120', '2 h'],
  ['240', '4 h'],
  ['480', '8 h'],
  ['1440', '1 day'],
] as const

interface SilenceFormProps {
  readonly site: string
  readonly cell: string
  readonly onClose: () => void
}

/** What to silence, for how long and why, with what it would hide before it does. */
export function SilenceForm(props: SilenceFormProps) {
  const now = useNow()
  const queries = useQueryClient()
  const [what, setWhat] = useState({ site: props.site, cell: props.cell, severity: '' })
  const [name, setName] = useState(ownName)
  const [failure, setFailure] = useState('')
  const matchers = matchersOf(what)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const refusal = await addSilence(new FormData(event.currentTarget), matchers, now)
    setFailure(refusal)
    if (refusal !== '') return
    await queries.invalidateQueries({ queryKey: ['silences'] })
    props.onClose()
  }
  return (
    <form onSubmit={submit} aria-labelledby="add-silence" className="panel mt-4 p-4">
      <h2 id="add-silence" className="font-semibold text-lg">
        Add a silence
      </h2>
      <div className="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <WhatFields what={what} onPick={setWhat} />
        <div className="grid grid-cols-2 gap-4">
          <Picked label="Begins" name="begins" options={begins} />
          <Picked label="Lasts" name="length" options={lengths} start="60" />
        </div>
        <WhoAndWhy name={name} onName={setName} />
      </div>
      <SilencePreview matchers={matchers} name={name} />
      {failure !== '' && (
        <p role="alert" className="mt-3 font-semibold">
          {failure}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2 max-sm:*:flex-1">
        <button type="button" className="control" onClick={props.onClose}>
          Cancel
        </button>
        <button type="submit" className="control primary">
          Silence it
        </button>
      </div>
    </form>
  )
}

interface What {
  readonly site: string
  readonly cell: string
  readonly severity: string
}

function WhatFields({ what, onPick }: { what: What; onPick: (what: What) => void }) {
  const sites = useSites().data ?? []
  const cells = sites.find(({ site }) => site === what.site)?.cells ?? []
  return (
    <>
      <Picked
        label="Site"
        value={what.site}
        options={sites.map(({ site, name }) => [site, name])}
        none="Choose one"
        onPick={(site) => onPick({ ...what, site, cell: '' })}
        required
      />
      <Picked
        label="Cell"
        value={what.cell}
        options={cells.map(({ cell, name }) => [cell, name])}
        none="The whole site"
        onPick={(cell) => onPick({ ...what, cell })}
      />
      <Picked
        label="Severity"
        value={what.severity}
        options={severities.map((one) => [one, severityWord[one]])}
        none="Any"
        onPick={(severity) => onPick({ ...what, severity })}
      />
    </>
  )
}

function WhoAndWhy({ name, onName }: { name: string; onName: (name: string) => void }) {
  return (
    <>
      <label className="block font-medium">
        Your name, kept on this device
        <input
          name="name"
          required
          maxLength={80}
          autoComplete="name"
          defaultValue={name}
          onBlur={(event) => onName(event.target.value.trim())}
          className="control mt-1 w-full font-normal"
        />
      </label>
      <label className="block font-medium lg:col-span-3">
        Why
        <input
          name="comment"
          required
          maxLength={2_000}
          className="control mt-1 w-full font-normal"
        />
      </label>
    </>
  )
}

/** Empty, or why it was not taken. */
async function addSilence(form: FormData, matchers: Matcher[], now: number): Promise<string> {
  const text = (field: string) => String(form.get(field) ?? '').trim()
  const from = now + Number(text('begins')) * minute
  const until = from + Number(text('length')) * minute
  const begin = text('begins') === '0' ? {} : { from }
  const said = { by: text('name'), comment: text('comment') }
  rememberName(said.by)
  try {
    await api('addSilence', { body: { matchers, ...begin, until, ...said } })
    tell(`Silenced by ${said.by}.`)
    return ''
  } catch (failure) {
    return failure instanceof Error ? explain(failure) : String(failure)
  }
}

function matchersOf(what: What): Matcher[] {
  const fields = ['site', 'cell', 'severity'] as const
  return fields.flatMap((field) => (what[field] === '' ? [] : [{ field, is: [what[field]] }]))
}

interface PickedProps {
  readonly label: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly none?: string
  readonly name?: string
  readonly value?: string
  readonly start?: string
  readonly required?: boolean
  readonly onPick?: (value: string) => void
}

function Picked({ label, options, none, name, value, start, required, onPick }: PickedProps) {
  const chosen = onPick ? { value } : { defaultValue: start }
  return (
    <label className="block font-medium">
      {label}
      <select
        {...chosen}
        name={name}
        required={required}
        onChange={(event) => onPick?.(event.target.value)}
        className="control choice mt-1 block w-full font-normal"
      >
        {none && <option value="">{none}</option>}
        {options.map(([key, shown]) => (
          <option key={key} value={key}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}
