import { describe, expect, it } from 'vitest'
import { advanceFlatLine, type FlatLine, initialFlatLine } from '#domain/detect/flat-line.ts'

const minute = 60_000
const range = { resolution: 1, min: 0, max: 9, expectedIntervalSeconds: 60 }
const learnt = { ...range, quality: { stuckAfterSeconds: 1_800, learnsRests: true } }
const configured = { ...range, quality: { stuckAfterSeconds: 600, learnsRests: false } }
const marks = ['-', '.', '?', '!'] as const

/** A digit a minute is what the sensor says; comes out as `?` where it is suspect and `!` where it is judged stuck. */
function run(timeline: string, of: typeof learnt, step = minute) {
  let state: FlatLine = initialFlatLine
  const out = [...timeline].map((digit, index) => {
    const next = advanceFlatLine(state, { at: (index + 1) * step, value: Number(digit) }, of, step)
    state = next.state
    return marks[next.outcome]
  })
  return { out: out.join(''), state }
}

const lively = '34'.repeat(12)
const calm = `-${'.'.repeat(23)}`

describe('a flat line that may last ten minutes', () => {
  it.each([
    ['is suspect after five and fails after ten', '3'.repeat(12), '-....?????!!'],
    ['counts from the first reading that said the same', '13333333333333', '-.....?????!!!'],
    ['ends with the next change', '333333333334', '-....?????!.'],
    ['at the lower end of the range is rest', '0'.repeat(14), '-.............'],
    ['at the upper end of the range is rest', '9'.repeat(14), '-.............'],
    ['is no matter where the value changes in time', '33333343333', '-....?.....'],
  ])('%s', (_, timeline, outcomes) => {
    expect(run(timeline, configured).out).toBe(outcomes)
  })

  it.each([
    ['exactly at its time', 10 * minute, '!'],
    ['a millisecond before', 10 * minute - 1, '?'],
    ['exactly at half of it', 5 * minute, '?'],
    ['a millisecond before half of it', 5 * minute - 1, '.'],
  ])('is judged %s', (_, rest, mark) => {
    const { state } = run('3', configured)
    const { outcome } = advanceFlatLine(state, { at: minute + rest, value: 3 }, configured, minute)
    expect(marks[outcome]).toBe(mark)
  })

  it('is not judged by fewer than six readings, however far apart', () => {
    expect(run('3333333', configured, 60 * minute).out).toBe('-..???!')
  })

  it('does not wait for longer rests before', () => {
    const rested = `${'3'.repeat(40)}${lively}`
    expect(run(`${rested}${'5'.repeat(11)}`, configured).out.slice(-6)).toBe('?????!')
  })
})

describe('a flat line of a sensor of which nobody said how long it may rest', () => {
  it.each([
    ['is suspect after a quarter of an hour', `${lively}${'4'.repeat(16)}`, `${'.'.repeat(14)}??`],
    ['is told after half an hour', `${lively}${'4'.repeat(31)}`, '?!!'],
    ['ends with the next change', `${lively}${'4'.repeat(30)}3`, '!.'],
  ])('%s', (_, timeline, end) => {
    const { out } = run(timeline, learnt)
    expect(out.startsWith(calm)).toBe(true)
    expect(out.endsWith(end)).toBe(true)
  })

  it('and whom nobody knows yet is told after a day', () => {
    const { out } = run('4'.repeat(24 * 60 + 1), learnt)
    expect(out.indexOf('!')).toBe(24 * 60)
    expect(out.indexOf('?')).toBe(12 * 60)
  })

  it('and that rests by nature is told after four times its longest rest', () => {
    const resting = `${'3'.repeat(21)}${lively}` // 22 times 3, so 21 minutes
    expect(run(`${resting}${'4'.repeat(83)}`, learnt).out).not.toContain('!')
    expect(run(`${resting}${'4'.repeat(84)}`, learnt).out).toMatch(/[^!]!$/)
  })

  it('and that is slow needs twenty of its own intervals', () => {
    const slow = { ...learnt, expectedIntervalSeconds: 300 }
    expect(run(`${lively}${'4'.repeat(99)}`, slow).out).not.toContain('!')
    expect(run(`${lively}${'4'.repeat(100)}`, slow).out).toMatch(/[^!]!$/)
  })
})

it('a flat line says since when', () => {
  expect(run(`${lively}${'5'.repeat(32)}`, learnt).state.since).toBe(25 * minute)
})
