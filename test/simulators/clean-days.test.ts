import { beforeAll, describe, expect, it } from 'vitest'
import {
  correlation,
  days,
  mean,
  monday,
  record,
  type Sample,
  seriesOf,
  valuesOf,
} from './recording.ts'

/** What each metric may be on ordinary days in March: far narrower than what its sensor can measure. */
const ordinary: Record<string, readonly [min: number, max: number]> = {
  'air-temperature': [17, 26],
  humidity: [30, 75],
  co2: [400, 1_300],
  light: [0, 8_000],
  'spore-density': [40, 900],
  'spore-calibration': [98, 102],
  'temperature-setpoint': [17, 25],
  'conditioning-power': [-100, 100],
  'mood-valence': [-0.6, 0.9],
  'mood-arousal': [-0.7, 0.7],
  'mood-variety': [0.2, 0.45],
  'mood-agreement': [0.2, 1],
  'mood-division': [-0.06, 0.4],
  'soil-moisture': [20, 45],
  'electrical-conductivity': [0.8, 3],
  ph: [5.3, 7.3],
  nitrate: [60, 260],
  phosphate: [10, 60],
  'dissolved-oxygen': [5, 11],
  'symbiogen-activity': [35, 95],
  flow: [0.5, 25],
}

const tooSmall = ['cloud-workshop', 'nightjar-rooms']
const metricOf = (key: string) => (key.split('.')[2] ?? '').replace(/^flow-.*/, 'flow')

describe('two ordinary weeks', () => {
  let series: ReadonlyMap<string, Sample[]>
  beforeAll(() => {
    const history = { sampleEverySeconds: 300, frameEverySeconds: 3_600, to: monday + days(14) }
    series = seriesOf(record(history))
  })

  it.each(Object.entries(ordinary))('keep %s between %j', (metric, [min, max]) => {
    const values = [...series].flatMap(([key, samples]) =>
      metricOf(key) === metric ? samples.map(({ value }) => value) : [],
    )
    expect(values.length).toBeGreaterThan(1_000)
    expect(values.reduce((least, value) => Math.min(least, value))).toBeGreaterThanOrEqual(min)
    expect(values.reduce((most, value) => Math.max(most, value))).toBeLessThanOrEqual(max)
  })

  it('let no sensor rest but the controller’s', () => {
    for (const [key, samples] of series) {
      if (metricOf(key).startsWith('temperature-') || key.endsWith('-power')) continue
      expect(new Set(samples.map(({ value }) => value)).size, key).toBeGreaterThan(10)
    }
  })

  it('have mood from groups of ten and more only', () => {
    const moods = [...series].filter(([key]) => key.includes('.mood-'))
    const cells = new Set(moods.map(([key]) => key.split('.')[1] ?? ''))
    expect(tooSmall.filter((cell) => cells.has(cell))).toEqual([])
    expect(cells.size).toBe(12 - tooSmall.length)
    for (const [, samples] of moods)
      for (const { people } of samples) expect(people).toBeGreaterThanOrEqual(10)
  })

  it.each([
    'habitat.lantern-terrace.light',
    'habitat.lantern-terrace.air-temperature',
    'habitat.fern-infirmary.mood-arousal',
    'basin.alder-bed.nitrate',
    'basin.hub-north.flow-alder',
  ])('repeat themselves day by day: %s', (key) => {
    const values = valuesOf(series, key)
    const lagged = (samples: number) =>
      correlation(values.slice(samples), values.slice(0, -samples))
    expect(lagged(288)).toBeGreaterThan(0.5)
    expect(lagged(288)).toBeGreaterThan(lagged(144) + 0.3)
  })

  it('are bright at noon and dark at midnight by the clocks of the site', () => {
    const light = series.get('habitat.heron-house.light') ?? []
    const at = (hour: number) =>
      mean(light.filter((s) => new Date(s.at).getUTCHours() === hour).map(({ value }) => value))
    expect(at(11)).toBeGreaterThan(5 * at(23))
    expect(at(11)).toBeGreaterThan(2 * at(16))
  })

  it('empty a place of work at the weekend, and its air freshens', () => {
    const co2 = series.get('habitat.lantern-terrace.co2') ?? []
    const noonOn = (weekend: boolean) =>
      mean(
        co2
          .filter(({ at }) => [0, 6].includes(new Date(at).getUTCDay()) === weekend)
          .filter(({ at }) => new Date(at).getUTCHours() === 10)
          .map(({ value }) => value),
      )
    expect(noonOn(false)).toBeGreaterThan(noonOn(true) + 60)
  })

  it('let conductivity follow nitrate, and pH rise as it is taken up', () => {
    const nitrate = valuesOf(series, 'basin.saffron-rows.nitrate')
    const conductivity = valuesOf(series, 'basin.saffron-rows.electrical-conductivity')
    expect(correlation(nitrate, conductivity)).toBeGreaterThan(0.95)
    expect(correlation(nitrate, valuesOf(series, 'basin.saffron-rows.ph'))).toBeLessThan(-0.4)
  })

  it('dry the soil by day and water it in the evening', () => {
    const moisture = series.get('basin.reed-basin.soil-moisture') ?? []
    const changes = (from: number, to: number) =>
      mean(
        moisture.flatMap(({ at, value }) => {
          if (at % days(1) !== from * 3_600_000) return []
          const later = moisture.find((s) => s.at === at + (to - from) * 3_600_000)
          return later ? [later.value - value] : []
        }),
      )
    expect(changes(8, 15)).toBeLessThan(-0.3)
    expect(changes(15, 20)).toBeGreaterThan(0.3)
  })
})
