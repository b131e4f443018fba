import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import type { Lesson } from '#domain/lessons/lesson.ts'
import { always } from '#test/support/policies.ts'
import { gardenCell } from '#test/support/sites.ts'

const cell = gardenCell('pump')
const start = Date.UTC(2026, 2, 2)
const minute = 60_000

/** A minute each: `.` is a reading of its own value, `=` one like the last, a blank is silence and a tick. */
function inputsOf(timeline: string): CellInput[] {
  let value = 20
  return [...timeline].map((letter, index): CellInput => {
    const at = start + index * minute
    if (letter === ' ') return { kind: 'tick', at }
    value = letter === '=' ? value : 20 + (index % 7) / 10
    const reading = {
      sensor: 'temperature',
      sequence: index - blanksBefore(timeline, index),
      at,
      value,
    }
    return { kind: 'frame', frame: 'f', boot: 'b', sentAt: at, live: true, readings: [reading] }
  })
}

const blanksBefore = (timeline: string, index: number) =>
  [...timeline.slice(0, index)].filter((letter) => letter === ' ').length

function run(timeline: string, lessons: readonly Lesson[]) {
  let state: CellState = newCellState
  const anomalies: Anomaly[] = []
  const said: CellInput = { kind: 'instructions', sensors: { temperature: always({}, lessons) } }
  for (const input of [said, ...inputsOf(timeline)]) {
    const step = advanceCell(state, input, cell)
    state = step.state
    anomalies.push(...step.effects.anomalies)
  }
  const told = anomalies.map(({ detector, expectedBy, state: now, detectedAt, ...rest }) => {
    const at = now === 'cleared' ? (rest as { clearedAt: number }).clearedAt : detectedAt
    const kind = `${expectedBy ? 'expected ' : ''}${detector} ${now}`
    return `${kind} ${Math.floor((at - start) / minute)}`
  })
  return { told, state }
}

const taught = (detector: string, bound: number, change: Partial<Lesson> = {}): Lesson => ({
  ...{ lesson: 'a', verdict: 'expected', by: 'Ada', detector, direction: 'longer', bound },
  ...{ hours: null, from: 0, until: 1e15 },
  ...change,
})

describe('a silence', () => {
  const quarter = `${'.'.repeat(30)}${' '.repeat(15)}.....`
  const longer = `${'.'.repeat(30)}${' '.repeat(30)}.....`
  const lesson = taught('silence', 20 * minute)

  it('that is as long as somebody called expected is kept, and not told', () => {
    expect(run(quarter, []).told).toEqual(['silence detected 32', 'silence cleared 45'])
    expect(run(quarter, [lesson]).told).toEqual([
      'expected silence detected 32',
      'expected silence cleared 45',
    ])
    expect(run(quarter, [lesson]).state.sensors['temperature']?.courses).toBeNull()
  })

  it('that is longer is told when it is', () => {
    expect(run(longer, [lesson]).told).toEqual([
      'expected silence detected 32',
      'silence detected 49',
      'expected silence cleared 49',
      'silence cleared 60',
    ])
  })

  it('is told at the usual time where the lesson is of another hour, or over', () => {
    for (const change of [{ hours: { from: 60, to: 120 } }, { until: start }])
      expect(run(quarter, [taught('silence', 20 * minute, change)]).told).toEqual(
        run(quarter, []).told,
      )
  })

  it('is excused by the longest of several lessons', () => {
    const both = [lesson, taught('silence', 100 * minute, { lesson: 'b' })]
    expect(run(longer, both).told.filter((one) => !one.startsWith('expected'))).toEqual([])
  })
})

describe('a rest', () => {
  // Twenty readings of an unknown sensor are a day; of one that has changed twenty times four of its rests.
  const resting = `${'.'.repeat(40)}${'='.repeat(120)}.....`
  const plain = run(resting, []).told

  it('that is as long as somebody called expected is kept, and not told', () => {
    expect(plain).toEqual([expect.stringMatching(/^flat-line detected/), 'flat-line cleared 160'])
    const { told, state } = run(resting, [taught('flat-line', 130 * minute)])
    expect(told).toEqual(plain.map((one) => `expected ${one}`))
    expect(state.sensors['temperature']?.courses).toBeNull()
  })

  it('that is longer is told when it is', () => {
    const { told } = run(resting, [taught('flat-line', 100 * minute)])
    expect(told).toEqual([
      `expected ${plain[0]}`,
      'flat-line detected 140',
      'expected flat-line cleared 140',
      'flat-line cleared 160',
    ])
  })
})
