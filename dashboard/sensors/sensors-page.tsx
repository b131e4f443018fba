'use client'
import { useMemo } from 'react'
import { useLiveData } from '#dashboard/live/use-live.ts'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { Empty, Failed, Loading } from '#dashboard/shell/states.tsx'
import { countOf, formatCount } from '#dashboard/values/format-value.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import { filterSensors } from './filter-sensors.ts'
import { SensorFilters } from './sensor-filters.tsx'
import { SensorTable } from './sensor-table.tsx'
import { noSensorFilter, useSensorFilter } from './use-sensor-filter.ts'
import { useSensors } from './use-sensors.ts'

const none: readonly SensorSummary[] = []

export function SensorsPage() {
  const sensors = useSensors()
  const [filter, setFilter] = useSensorFilter()
  const latest = useLiveData()?.latest
  const all = sensors.data ?? none
  const shown = useMemo(
    () => filterSensors(all, filter, (key) => latest?.get(key)?.status),
    [all, filter, latest],
  )
  return (
    <>
      <PageTitle>Sensors</PageTitle>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl">Sensors</h1>
        {sensors.data && (
          <p className="text-muted" role="status">
            {shown.length === all.length
              ? countOf(all.length, 'sensor')
              : `${formatCount(shown.length)} of ${countOf(all.length, 'sensor')}`}
          </p>
        )}
      </div>
      <SensorFilters sensors={all} />
      <div className="panel mt-3">
        {!sensors.data && !sensors.error && <Loading what="the sensors" />}
        {!sensors.data && sensors.error && (
          <Failed what="The sensors" failure={sensors.error} onRetry={sensors.refetch} />
        )}
        {sensors.data && shown.length > 0 && <SensorTable sensors={shown} />}
        {sensors.data && shown.length === 0 && (
          <NothingToShow hasSensors={all.length > 0} onClear={() => setFilter(noSensorFilter)} />
        )}
      </div>
    </>
  )
}

function NothingToShow({ hasSensors, onClear }: { hasSensors: boolean; onClear: () => void }) {
  if (!hasSensors)
    return <Empty title="No sensor is registered">They come with a site's description.</Empty>
  return (
    <Empty title="No sensor fits these filters">
      <button type="button" className="control mt-2" onClick={onClear}>
        Clear the filters
      </button>
    </Empty>
  )
}
