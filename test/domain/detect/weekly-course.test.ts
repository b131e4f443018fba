import { describe, expect, it } from 'vitest'
import { decodeRarity, encodeRarity } from '#domain/codec/rarity.ts'
import { noWeek } from '#domain/detect/weekly-course.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { gardenSensor } from '#test/support/sites.ts'
import { toldByRarity } from '#test/support/told-by-rarity.ts'

const hour = 3_600_000
const [day, step] = [24 * hour, hour / 4]
/** A Monday. */
const start = Date.UTC(2026, 2, 2)
const sensor = { ...gardenSensor('pump', 'temperature'), min: 0, max: 2_000, resolution: 1 }

/** People come on weekdays, ten hours ahead of UTC, but not on the days that are named; a reading each quarter. */
function office(days: number, away: readonly number[] = []): number[] {
  return Array.from({ length: (days * day) / step }, (_, index) => {
    const local = index * step + 10 * hour
    const [date, time] = [Math.floor(local / day), (local % day) / hour]
    const isOff = date % 7 >= 5 || away.includes(date)
    const people = isOff ? 0 : Math.max(0, Math.min(1, (time - 7) / 2, (19 - time) / 2))
    return Math.round(400 + 400 * people + 8 * gaussian(1, index))
  })
}

/** Thirty readings, as layout 1 stored them. */
const memoryWithoutWeek =
  'AR6A8ODeyjPAgaYIQDQAAAAAAABIknwAP7VVVT9wJsM8XeqYPdnEZz+TfNMAAAAAAAAAAAAAAAAAAAAABD+AAAA/2ZmaQAzMzUAmZmYYAT+0XRcBP7qqqwAAAAAAAAAAAAAAAAAAAAAAAAAAAACyhh5BGAAABggAAAAAAD/JmZoZBQE/wAAAAkAuBl8/v///HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP5ZPSxkFAUAN5ZICQGDzVkAN7G0cAA=='

const play = (values: readonly number[]) => toldByRarity(sensor, start, step, values)
const dayOf = ({ detectedAt }: { detectedAt: number }) =>
  Math.floor((detectedAt - start + 10 * hour) / day)

describe('the course of a week', () => {
  it('is learnt in weeks: a Thursday on which nobody comes is told, in words of the week', () => {
    const odd = play(office(46, [45])).told.filter((anomaly) => dayOf(anomaly) === 45)
    expect(odd).toHaveLength(1)
    expect(odd[0]?.reason).toContain('fits this time of the week, going by the last weeks')
  })

  it('expects the fifth weekend as it comes, and the Monday after it', () => {
    const { rows } = play(office(37))
    const far = rows
      .filter(({ at }) => at >= start + 28 * day)
      .map(({ value, expected }) => Math.abs(value - (expected ?? 0)))
    expect(far.length).toBeGreaterThan(500)
    expect(far.reduce((sum, one) => sum + one, 0) / far.length).toBeLessThan(25)
  })

  it('takes weekends for no new levels once it knows them, and a new level for one', () => {
    const values = office(70)
    const shifted = values.map((value, index) => (index * step >= 49 * day ? value + 300 : value))
    const after = play(shifted).told.filter((anomaly) => dayOf(anomaly) >= 49)
    expect(after[0] && dayOf(after[0])).toBe(49)
    expect(after.filter((anomaly) => dayOf(anomaly) >= 56).length).toBeLessThanOrEqual(2)
  })

  it('says nothing of weekends months later, when what it remembered of the first is old', () => {
    const late = play(office(80)).told.filter((anomaly) => dayOf(anomaly) >= 52)
    expect(late.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(late.length).toBeLessThanOrEqual(1)
  })

  it('is not used where days are alike', () => {
    const alike = Array.from({ length: (60 * day) / step }, (_, index) =>
      Math.round(500 + 200 * Math.sin((index * step * 2 * Math.PI) / day) + 8 * gaussian(2, index)),
    )
    expect(play(alike).state.rarity.usesWeek).toBe(false)
  })

  it('is not used where a value only wanders', () => {
    let value = 1_000
    const wandering = Array.from({ length: (60 * day) / step }, (_, index) => {
      value += gaussian(3, index) - (value - 1_000) / 500
      return Math.round(value)
    })
    expect(play(wandering).state.rarity.usesWeek).toBe(false)
  })

  it('is stored in two bytes for each of its parts, bit for bit', () => {
    const { rarity } = play(office(30)).state
    expect(rarity.usesWeek).toBe(true)
    expect(decodeRarity(encodeRarity(rarity))).toStrictEqual(rarity)
    expect(encodeRarity(rarity).length).toBeLessThanOrEqual(640)
  })

  it('is unknown to memories of before, which are read as they were, with distances to three digits', () => {
    const old = decodeRarity(Buffer.from(memoryWithoutWeek, 'base64'))
    expect(old).toMatchObject({ count: 30, origin: 20, usesWeek: false, week: noWeek })
    expect(old.profile.days.slice(0, 3)).toEqual([1, 1, 0])
    expect(old.sides[7]?.peaks[0]).toBeCloseTo(2.217, 1)
    expect(decodeRarity(encodeRarity(old))).toStrictEqual(old)
  })
})
