import { describe, expect, it } from 'vitest'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { emptyPage, rowsOf } from '#domain/chart-page.ts'
import { ecocell } from '#domain/feeds/ecocell.ts'
import type { Feed } from '#domain/feeds/feed.ts'
import { nutrientNetwork } from '#domain/feeds/nutrient-network.ts'
import type { Row } from '#domain/reading.ts'
import { Site } from '#domain/site.ts'
import { cellsOf } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)

function cellOf(feed: Feed) {
  const sensors = Object.keys(feed.metrics)
  const cell = { cell: 'a', name: 'A', feed: feed.feed, sensors }
  const site = Site.parse({ schemaVersion: 1, site: 's', name: 'S', cells: [cell] })
  const resolved = cellsOf(site).get('a')
  if (!resolved) throw new Error('The site has no cell.')
  return resolved
}

/** A sensor that lives for so many readings and then says the same for twice its time. */
function stick(feed: Feed, metric: string, everySeconds: number | null, lively: number) {
  const cell = cellOf(feed)
  const sensor = cell.sensors.find((one) => one.sensor === metric)
  if (!sensor) throw new Error(`${feed.name} has no ${metric}.`)
  const interval = 1_000 * (everySeconds ?? sensor.expectedIntervalSeconds)
  const time = sensor.quality.stuckAfterSeconds * 1_000
  const middle = (sensor.min + sensor.max) / 2
  const readings = Array.from({ length: lively + 1 + (2 * time) / interval }, (_, sequence) => ({
    sensor: metric,
    sequence,
    at: start + sequence * interval,
    value: middle + (sequence < lively ? (sequence % 3) * sensor.resolution : 0),
  }))
  const sentAt = readings.at(-1)?.at ?? 0
  const frame = { kind: 'frame' as const, frame: 'f', boot: 'b', sentAt, live: true, readings }
  const { state, effects } = advanceCell(newCellState, frame, cell)
  const rows: Row[] = [
    ...effects.pages.flatMap((page) => page.rows),
    ...rowsOf(state.sensors[metric]?.page ?? emptyPage),
  ]
  // The reading before the rest may have said the same.
  const since = readings[Math.max(0, lively - (lively % 3 === 1 ? 1 : 0))]?.at ?? 0
  return { rows, anomalies: effects.anomalies, since, time, readings: readings.length }
}

const metrics = [ecocell, nutrientNetwork].flatMap((feed) =>
  Object.entries(feed.metrics)
    .filter(([, { commanded }]) => !commanded)
    .map(([metric]) => [feed.name, metric, feed] as const),
)

describe.each(metrics)('a stuck sensor of %s: %s', (_, metric, feed) => {
  it.each([
    ['from the start, at its own pace', null, 0],
    ['after a day, at its own pace', null, 90],
    ['from the start, in a recording of five minutes', 300, 0],
    ['after a day, in a recording of five minutes', 300, 90],
  ])('is flagged and told within its time: %s', (_when, everySeconds, lively) => {
    const { rows, anomalies, since, time, readings } = stick(feed, metric, everySeconds, lively)
    expect(rows).toHaveLength(readings)
    const flagged = (flag: Row['flag']) => rows.find((row) => row.flag === flag)?.at ?? Number.NaN
    expect(flagged(3) - since).toBeLessThanOrEqual(time)
    expect(flagged(4) - since).toBe(time)
    expect(anomalies).toEqual([
      expect.objectContaining({
        detector: 'flat-line',
        state: 'detected',
        onset: since,
        detectedAt: since + time,
      }),
    ])
  })
})

it.each([ecocell, nutrientNetwork])(
  'every metric of $name says how long it may rest, or is commanded',
  (feed) => {
    for (const metric of Object.values(feed.metrics))
      expect(metric.commanded || metric.stuckAfterSeconds !== undefined, metric.label).toBe(true)
  },
)
