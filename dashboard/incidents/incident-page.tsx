'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { ApiError } from '#api-client/api-error.ts'
import { useKey } from '#dashboard/keys/use-key.ts'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { Empty, Failed, Loading, NotNewest } from '#dashboard/shell/states.tsx'
import type { IncidentDetail } from '#domain/api/incidents.ts'
import { acknowledgeByKey, resolveByKey } from './asking.ts'
import { IncidentActionBar } from './incident-actions.tsx'
import { IncidentAnomalies } from './incident-anomalies.tsx'
import { IncidentCauses } from './incident-causes.tsx'
import { IncidentCells } from './incident-cells.tsx'
import { IncidentCharts } from './incident-charts.tsx'
import { IncidentHeading } from './incident-heading.tsx'
import { IncidentReach } from './incident-reach.tsx'
import { IncidentTimeline } from './incident-timeline.tsx'
import { useIncident } from './use-incident.ts'
import { WhatToDoPanel } from './what-to-do.tsx'

export function IncidentPage() {
  const id = useSearchParams().get('id') ?? ''
  const { data, summary, error, refetch } = useIncident(id)
  if (data && summary)
    return (
      <>
        {error && (
          <div className="panel mb-3">
            <NotNewest what="incident" onRetry={refetch} />
          </div>
        )}
        <FoundIncident {...data} summary={summary} />
      </>
    )
  const isMissing = id === '' || (error instanceof ApiError && error.problem.status === 404)
  return (
    <>
      <PageTitle>Incident</PageTitle>
      <h1 className="font-semibold text-xl">{summary?.title ?? 'Incident'}</h1>
      {isMissing && <NoIncident id={id} />}
      {!isMissing && error && <Failed what="The incident" failure={error} onRetry={refetch} />}
      {!isMissing && !error && <Loading what="the incident" />}
    </>
  )
}

function NoIncident({ id }: { id: string }) {
  return (
    <Empty title={id === '' ? 'No incident chosen' : 'There is no such incident'}>
      {id === '' ? 'The list has them all.' : `The link may be cut short: “${id}”.`}
      <br />
      <Link href="/incidents" className="link mt-1 inline-block">
        All incidents
      </Link>
    </Empty>
  )
}

function FoundIncident({ summary, incident, verdicts }: IncidentDetail) {
  const mayAct = useMayAct()
  useKey('a', () => mayAct && acknowledgeByKey(summary))
  useKey('r', () => mayAct && resolveByKey(summary))
  return (
    <>
      <PageTitle>{summary.title}</PageTitle>
      <IncidentHeading summary={summary} incident={incident} />
      <WhatToDoPanel summary={summary} incident={incident} />
      <div className="mt-4 grid gap-4 xl:grid-cols-12">
        <div className="min-w-0 space-y-4 xl:col-span-8">
          <IncidentCharts incident={incident} summary={summary} />
          <IncidentAnomalies incident={incident} summary={summary} verdicts={verdicts} />
        </div>
        <div className="min-w-0 space-y-4 xl:col-span-4">
          <IncidentCauses incident={incident} summary={summary} />
          <IncidentReach incident={incident} />
          <IncidentCells incident={incident} />
          <IncidentTimeline incident={incident} />
        </div>
      </div>
      <IncidentActionBar summary={summary} />
    </>
  )
}
