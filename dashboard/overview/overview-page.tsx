import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { AnomalyRate } from './anomaly-rate.tsx'
import { Fleet } from './fleet.tsx'
import { Freshness } from './freshness.tsx'
import { OpenCounts } from './open-counts.tsx'
import { WorstIncidents } from './worst-incidents.tsx'

export function OverviewPage() {
  return (
    <div className="grid gap-4 xl:grid-cols-12">
      <PageTitle>Overview</PageTitle>
      <div className="min-w-0 xl:col-span-8">
        <OpenCounts />
        <WorstIncidents />
      </div>
      <div className="grid content-start gap-4 sm:grid-cols-2 xl:col-span-4 xl:row-span-2 xl:grid-cols-1">
        <AnomalyRate />
        <Freshness />
      </div>
      <section aria-labelledby="fleet" className="panel min-w-0 self-start xl:col-span-8">
        <h2 id="fleet" className="border-line border-b px-4 py-2 font-semibold">
          Cells
        </h2>
        <Fleet />
      </section>
    </div>
  )
}
