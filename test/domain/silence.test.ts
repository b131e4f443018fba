import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { gardenCell } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const cell = gardenCell('pump')

const everyTenSeconds = [5, 4, 3, 2, 1, 0]
const reporting: Readonly<
  Record<
    string,
    {
      readonly sensors: readonly string[]
      readonly ago: readonly number[]
      readonly boot?: string
    }
  >
> = {
  r: { sensors: ['temperature', 'humidity'], ago: everyTenSeconds },
  t: { sensors: ['temperature'], ago: everyTenSeconds },
  m: { sensors: ['temperature', 'humidity'], ago: [0] },
  u: { sensors: ['temperature', 'humidity'], ago: everyTenSeconds, boot: 'unnumbered' },
}

type Reporting = NonNullable<(typeof reporting)[string]>

/** A minute of readings. */
function report(
  { sensors, ago: agos, boot = 'b' }: Reporting,
  at: number,
  live: boolean,
): CellInput {
  const readings = agos.flatMap((ago) =>
    sensors.map((sensor) => ({
      sensor,
      sequence: boot === 'b' ? (at - start) / 10_000 - ago : null,
      at: at - ago * 10_000,
      value: 20 + (ago % 3),
    })),
  )
  return { kind: 'frame', frame: `f${at}`, boot, sentAt: at, live, readings }
}

/**
 * One letter a minute: `r` both sensors report every ten seconds, `t` only the thermometer does, `m` both report
 * once, `u` both as `r` but without numbers and from elsewhere, `.` nobody does
 * and the clock ticks, `-` the pipeline itself stands still, `h` an hour passes before the next tick.
 * Comes out as `!` where the hygrometer is known to be silent.
 */
function run(timeline: string, live = true) {
  let state: CellState = newCellState
  let at = start
  const told: Anomaly[] = []
  const take = (input: CellInput) => {
    const step = advanceCell(state, input, cell)
    state = step.state
    told.push(...step.effects.anomalies)
  }
  const out = [...timeline].map((letter) => {
    at += letter === 'h' ? 60 * minute : minute
    const reported = reporting[letter]
    if (reported) take(report(reported, at, live))
    else if (letter !== '-') take({ kind: 'tick', at })
    return state.sensors['humidity']?.watches.silence.anomaly ? '!' : '.'
  })
  return { out: out.join(''), told: told.filter(({ metric }) => metric === 'humidity') }
}

describe('silence', () => {
  it.each([
    ['is told after three intervals and the lateness horizon, by the tick', 'rrr..r', '....!.'],
    ['of one sensor shows among the readings of the others', 'rrrttrr', '....!..'],
    ['ends with the next reading', 'rrr..rr..r', '....!...!.'],
    ['of the pipeline is none of the sensors', 'rrr----------rr', '...............'],
    [
      'of the pipeline is none, even when time is the first to be heard',
      'rrr---------.rr',
      '...............',
    ],
    ['after a pause of the pipeline counts from its end', 'rrr---------...r', '..............!.'],
    ['that began before the pipeline paused goes on', 'rrr..----------.r', '....!!!!!!!!!!!!.'],
    ['goes on for hours, though ticks come once an hour then', 'rrr..hhh.r', '....!!!!!.'],
    [
      'of a sensor that reports more seldom than it should comes later',
      'mmmmmm.....mm',
      '.........!!!.',
    ],
    ['cannot be told after a single reading', 'm......', '.......'],
    ['of a sensor that was never heard is no news', 'ttt...', '......'],
  ])('%s', (_, timeline, states) => {
    expect(run(timeline).out).toBe(states)
  })

  it('of a gateway that restarted within two minutes is none', () => {
    let state = newCellState
    const told: Anomaly[] = []
    const frames = [
      ...Array.from({ length: 6 }, (_, index) => ({ at: start + index * 10_000, boot: 'a' })),
      ...Array.from({ length: 12 }, (_, index) => ({
        at: start + 50_000 + 110_000 + index * 10_000,
        boot: 'b',
      })),
    ]
    for (const [index, { at, boot }] of frames.entries()) {
      const readings = [{ sensor: 'humidity', sequence: index % 6, at, value: 20 + (index % 3) }]
      const input = {
        kind: 'frame',
        frame: `f${at}`,
        boot,
        sentAt: at,
        live: true,
        readings,
      } as const
      const step = advanceCell(state, input, cell)
      state = step.state
      told.push(...step.effects.anomalies)
    }
    expect(told).toEqual([])
  })

  it('of one who no longer numbers readings is told as before, for nobody restarts with each', () => {
    const onsets = (timeline: string) => run(timeline).told.map(({ onset }) => onset - start)
    expect(onsets('rru-uu-u').length).toBeGreaterThan(0)
    expect(onsets('rru-uu-u')).toEqual(onsets('rrr-rr-r'))
  })

  it('of a recording that has ended is none', () => {
    expect(run('rrr....hh.', false).out).toBe('..........')
  })

  it('begins only after three intervals and the lateness horizon are over', () => {
    const silentFor = (seconds: number) => {
      const learnt = report({ sensors: ['humidity'], ago: everyTenSeconds }, start, true)
      const { state } = advanceCell(newCellState, learnt, cell)
      const tick = { kind: 'tick', at: start + seconds * 1_000 } as const
      return advanceCell(state, tick, cell).effects.anomalies.length
    }
    expect([silentFor(60), silentFor(61)]).toEqual([0, 1])
  })

  it('is told with its beginning, how long it lasts and what is usual', () => {
    const { told } = run('rrr..r')
    expect(told.map(({ state, onset, detectedAt }) => [state, onset, detectedAt])).toEqual([
      ['detected', start + 3 * minute, start + 3 * minute + 30_000],
      ['cleared', start + 3 * minute, start + 3 * minute + 30_000],
    ])
    expect(told[0]).toMatchObject({
      id: `garden.pump.humidity@${(start + 3 * minute).toString(36)}~silence`,
      detector: 'silence',
      severity: 'warning',
      reason: 'Nothing heard from Humidity for 30 s; it reports every 10 s.',
    })
    expect(told[1]).toMatchObject({ clearedAt: start + 5 * minute + 10_000 })
  })

  it('of more than a hundred intervals and an hour is given up for dead, once', () => {
    const { told } = run('rrr..hhh.r')
    expect(told.map(({ state, severity, lastAt }) => [state, severity, lastAt])).toEqual([
      ['detected', 'warning', start + 3 * minute + 30_000],
      ['detected', 'major', start + 63 * minute],
      ['cleared', 'major', start + 63 * minute],
    ])
    expect(told[1]?.worsened).toEqual({
      at: start + 63 * minute,
      reason: 'No sign of life from Humidity for 60 min; take it for dead and send somebody.',
    })
  })

  it('that ends within the hour is of no dead sensor', () => {
    const worsened = run(`rrr${'.'.repeat(59)}r`).told.filter((anomaly) => anomaly.worsened)
    expect(worsened).toEqual([])
  })
})
