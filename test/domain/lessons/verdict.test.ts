import { describe, expect, it } from 'vitest'
import { describeVerdict } from '#domain/lessons/describe-verdict.ts'
import { contradicts, isWithin, type Lesson } from '#domain/lessons/lesson.ts'
import {
  heldVerdicts,
  lessonMilliseconds,
  lessonsFor,
  lessonsKept,
  likeOf,
  takeBack,
  type Verdict,
} from '#domain/lessons/verdict.ts'
import { anomaly } from '#test/support/anomalies.ts'

const day = 86_400_000
const hour = 3_600_000
const minute = 60_000
const monday = Date.UTC(2026, 2, 2)
const high = (onset: number, change = {}) => ({
  ...anomaly({ cell: 'pump', onset: 0 }),
  detector: 'rarity',
  id: `garden.pump.temperature@${onset.toString(36)}~rarity`,
  ...{ onset, detectedAt: onset, lastAt: onset + hour, value: 40, expected: 20 },
  ...change,
})
const sensor = { resolution: 0.1, min: -30, max: 60 }
const taught = (one: ReturnType<typeof high>, others: ReturnType<typeof high>[] = []) =>
  likeOf({ verdict: 'expected', anomaly: one, others, sensor, clock: 0, from: monday })

describe('what is learnt from a verdict', () => {
  it('reaches a tenth beyond what was seen, on the same side, for a quarter of a year', () => {
    expect(taught(high(monday))).toEqual({
      direction: 'above',
      bound: 42,
      hours: null,
      from: monday,
      until: monday + lessonMilliseconds,
    })
    expect(taught(high(monday, { value: 10 }))).toMatchObject({ direction: 'below', bound: 9 })
  })

  it('that it is real goes as far as was seen', () => {
    const real = { verdict: 'real', anomaly: high(monday), others: [], clock: 0, from: 0 } as const
    expect(likeOf({ ...real, sensor })?.bound).toBe(40)
  })

  it('reaches two steps of the sensor at least', () => {
    expect(taught(high(monday, { value: 20.1 }))?.bound).toBe(20.3)
  })

  it('reaches no farther than can be measured, but as far as was seen', () => {
    expect(taught(high(monday, { value: 59 }))?.bound).toBe(60)
    expect(taught(high(monday, { value: -29 }))?.bound).toBe(-30)
    expect(taught(high(monday, { value: 61 }))?.bound).toBe(61)
  })

  it('of how far readings scatter knows other limits: none above, and not below 0', () => {
    const spread = (value: number, expected: number) =>
      taught(high(monday, { detector: 'scatter', value, expected }))?.bound
    expect(spread(70, 10)).toBe(76)
    expect(spread(0.1, 5)).toBe(0)
  })

  it.each([
    ['twice before at its hour', [2 * hour, 4 * hour], { from: 60, to: 360 }],
    ['twice before, once at another hour', [2 * hour, 9 * hour], null],
    ['once before', [2 * hour], null],
  ])('goes by the hour where such a thing was there %s', (_, hours, expected) => {
    const others = hours.map((at, index) => high(monday - (index + 1) * day + at))
    expect(taught(high(monday + 3 * hour), others)?.hours).toEqual(expected)
  })

  it('goes by no hour because of three on one day, of another side, or of another detector', () => {
    const one = high(monday + 3 * hour)
    const others = [1, 2].map((days) => monday + 3 * hour - days * day)
    const habits = (change: object) =>
      taught(
        one,
        others.map((at) => high(at, change)),
      )?.hours
    expect(habits({})).not.toBeNull()
    expect(habits({ value: 0 })).toBeNull()
    expect(habits({ detector: 'correlation' })).toBeNull()
    expect(taught(one, [high(monday + 2 * hour), high(monday + 4 * hour)])?.hours).toBeNull()
  })

  it('goes by an hour that lies around midnight', () => {
    const others = [1, 2].map((days) => high(monday - days * day + 23 * hour))
    const hours = taught(high(monday + 23 * hour), others)?.hours
    expect(hours).toEqual({ from: 21 * 60, to: 2 * 60 })
    const at = [20, 21, 23, 25, 26].map((hours_) => isWithin(hours ?? null, monday + hours_ * hour))
    expect(at).toEqual([false, true, true, true, false])
  })

  it('is how long it lasted, or has lasted by now, for what goes by time', () => {
    const silence = high(monday, { detector: 'silence', value: 20 })
    const like = (one: typeof silence, clock = 0) =>
      likeOf({ verdict: 'expected', anomaly: one, others: [], sensor, clock, from: 0 })
    expect(like(silence)).toMatchObject({ direction: 'longer', bound: 66 * minute })
    expect(like(silence, monday + 10 * hour)).toMatchObject({ bound: 660 * minute })
    const over = { ...silence, state: 'cleared', clearedAt: monday + 10 * minute } as typeof silence
    expect(like(over, monday + 10 * hour)).toMatchObject({ bound: 12 * minute })
    const words = describeVerdict(verdict(0, { like: like(silence) }), { resolution: 1, unit: '' })
    expect(words).toContain('up to 66 min is expected at any time')
  })

  it.each(['clock-skew', 'limit'])('is nothing for %s', (detector) => {
    expect(taught(high(monday, { detector }))).toBeNull()
  })
})

const verdict = (index: number, change: Partial<Verdict> = {}): Verdict => ({
  schemaVersion: 1,
  anomaly: `garden.pump.temperature@${index}~rarity`,
  sensor: 'garden.pump.temperature',
  detector: 'rarity',
  version: 1,
  verdict: 'expected',
  by: 'Ada',
  comment: '',
  at: monday + index,
  like: taught(high(monday)),
  state: { status: 'standing' },
  ...change,
})

describe("a sensor's lessons", () => {
  it('are a bounded list of the newest', () => {
    const many = Array.from({ length: 3 * lessonsKept }, (_, index) => verdict(index))
    const gone = many.map((one, index) =>
      takeBack({ ...one, anomaly: `${one.anomaly}-${index}` }, 'Bo', monday, monday),
    )
    const lessons = lessonsFor([...many, ...gone])
    expect(lessons.filter(({ until }) => until > monday)).toHaveLength(lessonsKept)
    expect(lessons.length).toBeLessThanOrEqual(lessonsKept + 4)
    expect(heldVerdicts(many).at(-1)).toBe(many.at(-1))
    expect(JSON.stringify(lessons).length).toBeLessThan(6_000)
  })

  it('end when they are taken back, and not before they began', () => {
    const one = verdict(0)
    expect(takeBack(one, 'Bo', monday + day, monday + hour)).toMatchObject({
      version: 2,
      like: { from: monday, until: monday + hour },
      state: { status: 'taken-back', by: 'Bo', at: monday + day },
    })
    expect(takeBack(one, 'Bo', monday, monday - hour).like?.until).toBe(monday)
  })

  it('are told in words', () => {
    const shown = { resolution: 0.1, unit: '°C' }
    expect(describeVerdict(verdict(0), shown)).toBe(
      'Taught by Ada on 2 March: up to 42.0 °C is expected at any time, until 31 May.',
    )
    const like = { ...taught(high(monday)), direction: 'below' as const }
    const hourly = { ...like, hours: { from: 120, to: 365 } } as NonNullable<Verdict['like']>
    expect(describeVerdict(verdict(0, { like: hourly }), shown)).toContain(
      'down to 42.0 °C is expected at 02:00–06:05 UTC',
    )
    const real = takeBack(verdict(0, { verdict: 'real' }), 'Bo', monday, monday)
    expect(describeVerdict(real, shown)).toMatch(
      /unusually high values are real .*\. Taken back by Bo on 2 March\.$/,
    )
    expect(describeVerdict(verdict(0, { like: null }), shown)).toBe(
      'Said by Ada on 2 March: expected.',
    )
  })
})

describe('two lessons contradict each other', () => {
  const lesson = (verdict_: Lesson['verdict'], change: Partial<Lesson> = {}): Lesson => ({
    ...{ lesson: 'a', verdict: verdict_, by: 'Ada', detector: 'd', direction: 'above' },
    ...{ bound: 40, hours: null, from: 0, until: 1 },
    ...change,
  })
  it.each([
    ['the expected reaches the real', lesson('real'), true],
    ['the expected does not reach it', lesson('real', { bound: 41 }), false],
    ['both say the same', lesson('expected'), false],
    ['they are of other sides', lesson('real', { direction: 'below' }), false],
    ['they are of other detectors', lesson('real', { detector: 'e' }), false],
  ])('or not: %s', (_, other, expected) => {
    expect(contradicts(lesson('expected'), other)).toBe(expected)
    expect(contradicts(other, lesson('expected'))).toBe(expected)
  })

  it('only where their hours meet', () => {
    const at = (from: number, to: number) => ({ hours: { from, to } })
    const night = lesson('expected', at(1_380, 120))
    expect(contradicts(night, lesson('real', at(60, 180)))).toBe(true)
    expect(contradicts(night, lesson('real', at(120, 180)))).toBe(false)
    expect(contradicts(night, lesson('real', at(1_000, 1_439)))).toBe(true)
  })
})
