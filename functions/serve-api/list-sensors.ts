import type { Latest, SensorStatus, SensorSummary } from '#domain/api/sites.ts'
import type { Ports } from './ports.ts'
import { badCursor } from './problems.ts'
import { readSensorsNow, type SensorNow } from './read-latest.ts'
import type { Registry } from './read-sites.ts'

export interface SensorQuery {
  readonly site?: string | undefined
  readonly cell?: string | undefined
  readonly metric?: string | undefined
  readonly status?: SensorStatus | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

interface SensorPage {
  readonly items: Array<{ readonly sensor: SensorSummary; readonly latest: Latest }>
  readonly next: string | null
}

/** In the order of the site files. The cursor is the key of the last sensor on the page before. */
export async function listSensors(
  ports: Ports,
  registry: Registry,
  query: SensorQuery,
): Promise<SensorPage> {
  const sites = query.site ? [await registry.one(query.site)] : await registry.all()
  const all = (await Promise.all(sites.map((site) => readSensorsNow(ports, site)))).flat()
  // Before the filter: a sensor may have changed its status since it was on a page.
  const found = behind(all, query.cursor).filter((sensor) => wanted(sensor, query))
  const page = found.slice(0, query.limit)
  return {
    items: page.map(({ sensor, latest }) => ({ sensor, latest })),
    next: page.length < found.length ? (page.at(-1)?.sensor.key ?? null) : null,
  }
}

function behind(all: readonly SensorNow[], cursor: string | undefined): readonly SensorNow[] {
  if (cursor === undefined) return all
  const index = all.findIndex(({ sensor }) => sensor.key === cursor)
  if (index < 0) throw badCursor(cursor, 'or its sensor is gone; start again without it')
  return all.slice(index + 1)
}

function wanted({ sensor, latest }: SensorNow, { cell, metric, status }: SensorQuery): boolean {
  return (
    (cell === undefined || sensor.cell === cell) &&
    (metric === undefined || sensor.metric === metric) &&
    (status === undefined || latest.status === status)
  )
}
