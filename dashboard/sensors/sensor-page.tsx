'use client'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { rangeMilliseconds, ranges } from '#dashboard/charts/chart-window.ts'
import { SensorChart } from '#dashboard/charts/sensor-chart.tsx'
import { useKey } from '#dashboard/keys/use-key.ts'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { Empty, Failed, Loading } from '#dashboard/shell/states.tsx'
import { oneOf, useUrlState } from '#dashboard/shell/url-state.ts'
import { SensorLessons } from '#dashboard/verdicts/sensor-lessons.tsx'
import type { SensorSummary } from '#domain/api/sites.ts'
import { RangeChoice, ShiftButton, TableToggle } from './chart-controls.tsx'
import { SensorAnomalies } from './sensor-anomalies.tsx'
import { SensorFacts } from './sensor-facts.tsx'
import { SensorHeading } from './sensor-heading.tsx'
import { answersSetpoint, SensorLoop } from './sensor-loop.tsx'
import { useSensorWindow } from './use-sensor-window.ts'
import { useSensor } from './use-sensors.ts'
import { WindowNote } from './window-note.tsx'

export function SensorPage() {
  const id = useSearchParams().get('id') ?? ''
  const sensor = useSensor(id)
  if (sensor.data) return <FoundSensor sensor={sensor.data} />
  return (
    <>
      <PageTitle>Sensor</PageTitle>
      <h1 className="font-semibold text-xl">Sensor</h1>
      {sensor.error ? (
        <Failed what="The sensor" failure={sensor.error} onRetry={sensor.refetch} />
      ) : sensor.data === null || sensor.fetchStatus === 'idle' ? (
        <NoSensor id={id} />
      ) : (
        <Loading what="the sensor" />
      )}
    </>
  )
}

function NoSensor({ id }: { id: string }) {
  return (
    <Empty title={id === '' ? 'No sensor chosen' : 'There is no such sensor'}>
      {id === ''
        ? 'The list has them all.'
        : `“${id}” names none. Its site may have been changed since the link was made.`}
      <br />
      <Link href="/sensors" className="link mt-1 inline-block">
        All sensors
      </Link>
    </Empty>
  )
}

/** A link that was cut short shows the newest. */
function readMoment(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,12}$/.test(text) ? Number(text) : null
}

function readChoices(address: URLSearchParams) {
  return {
    range: oneOf(address.get('range'), ranges) ?? '6h',
    asTable: address.get('table') === 'true',
    end: readMoment(address.get('end')),
  }
}

function FoundSensor({ sensor }: { sensor: SensorSummary }) {
  const [{ range, asTable, end }, change] = useUrlState(readChoices)
  const toggleTable = () => change({ table: asTable ? null : 'true' })
  const { window, ...where } = useSensorWindow(sensor.key, rangeMilliseconds[range], end)
  const goTo = (moment: number | null) => change({ end: moment === null ? null : `${moment}` })
  useKey('t', toggleTable)
  return (
    <>
      <PageTitle>{`${sensor.name}, ${sensor.cellName}`}</PageTitle>
      <SensorHeading sensor={sensor} />
      <section aria-label="Readings" className="panel mt-4">
        <div className="flex flex-wrap items-center gap-1 px-3 py-2">
          <ShiftButton direction={-1} onShift={() => goTo(where.earlier)} />
          <RangeChoice range={range} onChoose={(next) => change({ range: next })} />
          <ShiftButton direction={1} isDisabled={end === null} onShift={() => goTo(where.later)} />
          <span className="ml-auto" />
          <TableToggle isTable={asTable} onToggle={toggleTable} />
        </div>
        <WindowNote {...{ sensor, window, end }} onNewest={() => goTo(null)} />
        <SensorChart {...{ sensor, window, asTable }} height={320} withScore />
      </section>
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-12">
        <SensorAnomalies sensor={sensor} window={window} />
        <div className="space-y-4 xl:col-span-4">
          <SensorLessons sensor={sensor} />
          {answersSetpoint(sensor) && <SensorLoop sensor={sensor} />}
          <SensorFacts sensor={sensor} />
        </div>
      </div>
    </>
  )
}
