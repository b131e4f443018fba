'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { rememberName } from '#dashboard/incidents/own-name.ts'
import { api } from '#dashboard/live/api.ts'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import { tell } from '#dashboard/shell/notices.tsx'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { QuestionDialog, QuestionForm } from '#dashboard/shell/question-dialog.tsx'
import { Empty, explain, Failed, Loading } from '#dashboard/shell/states.tsx'
import { useUrlState } from '#dashboard/shell/url-state.ts'
import type { ToldSilence } from '#domain/api/silences.ts'
import { SilenceForm } from './silence-form.tsx'
import { SilenceItem } from './silence-item.tsx'

const parts = [
  ['in-force', 'In force', 'Nothing is silenced now.'],
  ['coming', 'Coming', 'None is planned.'],
  ['ended', 'Ended', 'None has ended lately.'],
] as const

const readAddress = (address: URLSearchParams) => ({
  adds: address.get('add') === 'true',
  site: address.get('site') ?? '',
  cell: address.get('cell') ?? '',
})

export function SilencesPage() {
  const [wished, change] = useUrlState(readAddress)
  const [ending, setEnding] = useState<Ending | null>(null)
  const mayAct = useMayAct()
  const { data, error, refetch } = useQuery({
    queryKey: ['silences'],
    queryFn: ({ signal }) => api('silences', { signal }),
    refetchInterval: 10_000,
  })
  const close = () => change({ add: null, site: null, cell: null })
  return (
    <>
      <PageTitle>Silences</PageTitle>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <div>
          <h1 className="font-semibold text-xl">Silences</h1>
          <p className="text-muted">
            What is silenced is still watched and listed; it only calls nobody.
          </p>
        </div>
        {mayAct && !wished.adds && (
          <button
            type="button"
            className="control primary max-sm:w-full"
            onClick={() => change({ add: 'true' })}
          >
            Add a silence
          </button>
        )}
      </div>
      {mayAct && wished.adds && <SilenceForm {...wished} onClose={close} />}
      {!data && !error && <Loading what="the silences" />}
      {!data && error && <Failed what="The silences" failure={error} onRetry={refetch} />}
      {data && <Parts items={data.items} onEnd={(told, words) => setEnding({ told, words })} />}
      <EndDialog ending={ending} onClose={() => setEnding(null)} />
    </>
  )
}

interface Ending {
  readonly told: ToldSilence
  readonly words: string
}

interface PartsProps {
  readonly items: readonly ToldSilence[]
  readonly onEnd: (told: ToldSilence, words: string) => void
}

function Parts({ items, onEnd }: PartsProps) {
  if (items.length === 0)
    return (
      <div className="panel">
        <Empty title="Nothing is silenced">Every incident calls whoever it should.</Empty>
      </div>
    )
  return parts.map(([state, title, none]) => {
    const shown = items.filter((told) => told.state === state)
    return (
      <section key={state} aria-labelledby={state} className="panel mt-4">
        <h2 id={state} className="border-line border-b px-4 py-2 font-semibold">
          {title} <span className="font-normal text-muted">{shown.length}</span>
        </h2>
        {shown.length === 0 && <p className="px-4 py-3 text-muted">{none}</p>}
        <ul>
          {shown.map((told) => (
            <SilenceItem key={told.silence.id} told={told} onEnd={onEnd} />
          ))}
        </ul>
      </section>
    )
  })
}

function EndDialog({ ending, onClose }: { ending: Ending | null; onClose: () => void }) {
  const queries = useQueryClient()
  const end = async ({ told, words }: Ending, by: string, comment: string) => {
    onClose()
    rememberName(by)
    const body = { by, ...(comment === '' ? {} : { comment }) }
    try {
      await api('endSilence', { parameters: { id: told.silence.id }, body })
      tell(`Ended by ${by}: ${words}.`)
    } catch (failure) {
      const why = failure instanceof Error ? explain(failure) : String(failure)
      tell(`The silence could not be ended. ${why}`)
    }
    await queries.invalidateQueries({ queryKey: ['silences'] })
  }
  return (
    <QuestionDialog isOpen={ending !== null} titleId="end-silence" onClose={onClose}>
      {ending && (
        <QuestionForm
          titleId="end-silence"
          title="End the silence"
          button="End"
          effect={`${ending.words}. From now on it calls people again.`}
          onCancel={onClose}
          onAnswer={(by, comment) => void end(ending, by, comment)}
        />
      )}
    </QuestionDialog>
  )
}
