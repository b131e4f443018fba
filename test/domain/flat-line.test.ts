import { describe, expect, it } from 'vitest'
import { advanceFlatLine, type FlatLine, initialFlatLine } from '#domain/detect/flat-line.ts'

const minute = 60_000
const measure = { resolution: 1, min: 0, max: 9, expectedIntervalSeconds: 60 }

/** A digit a minute is what the sensor says; comes out as `!` where it is judged stuck. */
function run(timeline: string, of = measure) {
  let state: FlatLine = initialFlatLine
  let stuckSince: number | null = null
  const out = [...timeline].map((digit, index) => {
    const step = advanceFlatLine(state, { at: (index + 1) * minute, value: Number(digit) }, of)
    state = step.state
    stuckSince = step.stuckSince
    return step.stuckSince === null ? '.' : '!'
  })
  return { out: out.join(''), stuckSince: stuckSince as number | null }
}

const lively = '34'.repeat(12)
const calm = '.'.repeat(24)

describe('a flat line', () => {
  it.each([
    ['is no matter for half an hour', `${lively}${'4'.repeat(30)}`, `${calm}${'.'.repeat(30)}`],
    ['is told after half an hour', `${lively}${'4'.repeat(32)}`, `${calm}${'.'.repeat(30)}!!`],
    ['ends with the next change', `${lively}${'4'.repeat(31)}3`, `${calm}${'.'.repeat(30)}!.`],
    ['of a sensor nobody knows yet is no matter', '4'.repeat(90), '.'.repeat(90)],
    ['at the lower end of the range is rest', `${lively}${'0'.repeat(60)}`, '.'.repeat(84)],
    ['at the upper end of the range is rest', `${lively}${'9'.repeat(60)}`, '.'.repeat(84)],
  ])('%s', (_, timeline, states) => {
    expect(run(timeline).out).toBe(states)
  })

  it('of a sensor that rests by nature is told after four times its longest rest', () => {
    const resting = `${'3'.repeat(21)}${lively}` // 22 times 3, so 21 minutes
    expect(run(`${resting}${'4'.repeat(84)}`).out).not.toContain('!')
    expect(run(`${resting}${'4'.repeat(85)}`).out).toMatch(/^\.+!+$/)
  })

  it('of a slow sensor needs twenty of its own intervals', () => {
    const slow = { ...measure, expectedIntervalSeconds: 300 }
    expect(run(`${lively}${'4'.repeat(100)}`, slow).out).not.toContain('!')
    expect(run(`${lively}${'4'.repeat(102)}`, slow).out).toMatch(/^\.+!+$/)
  })

  it('says since when', () => {
    expect(run(`${lively}${'5'.repeat(32)}`).stuckSince).toBe(25 * minute)
  })
})
