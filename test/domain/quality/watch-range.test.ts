import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { watchRange } from '#domain/quality/watch-range.ts'
import { newSensorState, type SensorState } from '#domain/sensor-state.ts'
import { gardenSensor } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const sensor = gardenSensor('pump', 'temperature')
const values: Readonly<Record<string, number>> = { '.': 20, '!': 99, '-': -80 }

/** A reading a minute: `.` within what it can measure, `!` above and `-` below. */
function run(timeline: string) {
  let state: SensorState = newSensorState
  const events: string[] = []
  const anomalies: Anomaly[] = []
  ;[...timeline].forEach((letter, index) => {
    const seen = { expected: null, low: null, high: null, score: null, flag: 1 } as const
    const row = { at: start + index * minute, value: values[letter] ?? 0, ...seen }
    const step = watchRange(state, row, letter !== '.', sensor, `f${index}`)
    state = step.state
    anomalies.push(...step.told)
    events.push(...step.told.map((anomaly) => `${anomaly.state}@${index}`))
  })
  return { events: events.join(' '), anomalies, courses: state.courses }
}

const calm = '.'.repeat(9)

describe('what a sensor cannot measure', () => {
  it.each([
    ['once is noise on the line', '..!....', ''],
    ['twice is, too', '..!!...', ''],
    ['three times in a row is told', '..!!!..', 'detected@4'],
    ['is told with what is below as well', '..-!-..', 'detected@4'],
    ['is counted anew after a sound reading', '!!.!!.!!.!', ''],
    ['is told once, however long it goes on', '!'.repeat(40), 'detected@2'],
    ['is not over before ten minutes', `!!!${calm}`, 'detected@2'],
    ['is over after ten sound minutes', `!!!${calm}.`, 'detected@2 cleared@12'],
    ['begins those minutes again with each', `!!!${calm}!${calm}`, 'detected@2'],
    ['is news when it comes back later', `!!!${calm}.!!!`, 'detected@2 cleared@12 detected@15'],
  ])('%s', (_, timeline, events) => {
    expect(run(timeline).events).toBe(events)
  })

  it('is told from its first reading, with its limits and the nearest that it can measure', () => {
    expect(run('..!!!').anomalies[0]).toMatchObject({
      ...{ detector: 'out-of-range', sensor: 'garden.pump.temperature', severity: 'warning' },
      ...{ onset: start + 2 * minute, detectedAt: start + 4 * minute, frame: 'f4' },
      ...{ value: 99, expected: 50, low: -50, high: 50 },
      reason:
        'Temperature says 99.0 °C at 00:04 UTC; it can measure -50.0 to 50.0. Its unit, its wiring or its limits are wrong.',
    })
    expect(run('---').anomalies[0]).toMatchObject({ value: -80, expected: -50 })
  })

  it('leaves nothing behind when it is over', () => {
    expect(run('!!!').courses).not.toBeNull()
    expect(run(`!!!${calm}.`).courses).toBeNull()
    expect(run('....').courses).toBeNull()
  })
})
