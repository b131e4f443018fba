import { describe, expect, it } from 'vitest'
import { days, hours, monday, record, seriesOf } from './recording.ts'

/** How far two worlds may be apart, about one scatter of the instrument. */
const allowance: Record<string, number> = {
  'air-temperature': 0.03,
  humidity: 0.2,
  co2: 2,
  light: 0,
  'spore-density': 3,
  'spore-calibration': 0,
  'temperature-setpoint': 0.03,
  'conditioning-power': 1,
  'mood-valence': 0.01,
  'mood-arousal': 0.01,
  'mood-variety': 0.003,
  'mood-agreement': 0.01,
  'mood-division': 0.003,
  'soil-moisture': 0.04,
  'electrical-conductivity': 0.004,
  ph: 0.01,
  nitrate: 0.5,
  phosphate: 0.1,
  'dissolved-oxygen': 0.02,
  'symbiogen-activity': 0.4,
  flow: 0.03,
}

const until = monday + days(6) + hours(6)
const restartedAt = monday + days(6)
const reference = seriesOf(record({ sampleEverySeconds: 300, frameEverySeconds: 3_600, to: until }))

/** The mean distance per metric of a later world to one that ran through. */
function distances(wanted: Parameters<typeof record>[0]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const [key, samples] of seriesOf(record({ ...wanted, from: restartedAt, to: until }))) {
    const known = new Map(reference.get(key)?.map(({ at, value }) => [at, value]))
    const metric = (key.split('.')[2] ?? '').replace(/^flow-.*/, 'flow')
    const total = sums.get(metric) ?? { sum: 0, count: 0 }
    sums.set(metric, total)
    for (const { at, value } of samples) {
      const other = known.get(at)
      if (other === undefined) continue
      total.sum += Math.abs(value - other)
      total.count += 1
    }
  }
  return new Map([...sums].map(([metric, { sum, count }]) => [metric, sum / count]))
}

describe('a world that starts later agrees with one that ran through', () => {
  const sameBeat = distances({ sampleEverySeconds: 300, frameEverySeconds: 3_600 })
  const live = distances({ frameEverySeconds: 60 })
  const strange = distances({ seed: 8, sampleEverySeconds: 300, frameEverySeconds: 3_600 })

  it.each(Object.entries(allowance))('in %s, up to %d', (metric, most) => {
    expect(sameBeat.get(metric)).toBeLessThanOrEqual(most)
    expect(live.get(metric)).toBeLessThanOrEqual(most)
  })

  it('and would be found out if it had another seed', () => {
    const close = Object.entries(allowance).filter(([metric, most]) => {
      return (strange.get(metric) ?? 0) <= most
    })
    expect(close).toEqual([])
  })
})
