import { describe, expect, it } from 'vitest'
import { judgeReading } from '#domain/judge-reading.ts'
import { gardenCell } from '#test/support/sites.ts'

const sensors = new Map(gardenCell('house').sensors.map((sensor) => [sensor.sensor, sensor]))
const sentAt = 1_770_000_000_000
const judge = (candidate: unknown) => judgeReading(candidate, sensors, sentAt)
const temperature = (change: object) =>
  judge({ sensor: 'temperature', at: sentAt, value: 20, ...change })
const mood = (change: object) =>
  judge({ sensor: 'mood', at: sentAt, value: 0.25, people: 12, ...change })

describe('a sound reading', () => {
  it('comes through with its sequence, or without', () => {
    const reading = { sensor: 'temperature', at: sentAt, value: 20 }
    expect(temperature({ sequence: 7 })).toEqual({
      kind: 'sound',
      reading: { ...reading, sequence: 7 },
    })
    expect(temperature({})).toEqual({ kind: 'sound', reading: { ...reading, sequence: null } })
    expect(temperature({ sequence: null })).toEqual(temperature({}))
  })

  it('may lie out of its limits: that is judged later, in its order', () => {
    expect(temperature({ value: 1e300 })).toMatchObject({ kind: 'sound' })
  })

  it('may be a minute ahead of its frame, and no more', () => {
    expect(temperature({ at: sentAt + 60_000 })).toMatchObject({ kind: 'sound' })
    expect(temperature({ at: sentAt + 60_001 })).toMatchObject({ kind: 'rejected' })
  })

  it('may be as late as time goes', () => {
    const last = 8_640_000_000_000
    const reading = { sensor: 'temperature', at: last, value: 20 }
    expect(judgeReading(reading, sensors, last)).toMatchObject({ kind: 'sound' })
  })

  it('knows no minus zero, which would not survive storage', () => {
    expect(temperature({ at: -0, value: -0, sequence: -0 })).toStrictEqual({
      kind: 'sound',
      reading: { sensor: 'temperature', at: 0, value: 0, sequence: 0 },
    })
  })

  it('that stands for people needs enough of them, and does not keep their number', () => {
    expect(mood({ people: 10 })).toEqual({
      kind: 'sound',
      reading: { sensor: 'mood', sequence: null, at: sentAt, value: 0.25 },
    })
  })
})

describe('a reading is rejected', () => {
  it.each<readonly [string, unknown, string, RegExp]>([
    ['that is null', null, 'unreadable-reading', /^null is no reading; send an object with/],
    ['that is a text', 'warm', 'unreadable-reading', /^a text is no reading; send/],
    ['that is a list', [1], 'unreadable-reading', /^a list is no reading; send/],
    ['that is missing', undefined, 'unreadable-reading', /^nothing is no reading; send/],
    [
      'without a sensor',
      { at: 1, value: 2 },
      'unknown-sensor',
      /no sensor nothing; add it to the site/,
    ],
    ['of a stranger', { sensor: 'x', at: 1, value: 2 }, 'unknown-sensor', /no sensor "x"; add it/],
    ['of a number', { sensor: 3, at: 1, value: 2 }, 'unknown-sensor', /no sensor a number; add it/],
    ['of an object', { sensor: {}, at: 1 }, 'unknown-sensor', /no sensor an object; add it/],
    ['of a long name', { sensor: 'x'.repeat(500) }, 'unknown-sensor', /"x{59}…; add it/],
    ['of what every object has', { sensor: 'toString', at: 1 }, 'unknown-sensor', /"toString"/],
  ])('%s', (_, candidate, code, reason) => {
    expect(judge(candidate)).toEqual({
      kind: 'rejected',
      rejection: { code, reason: expect.stringMatching(reason) },
    })
  })

  it.each<readonly [string, object, string, RegExp]>([
    [
      'not a number',
      { value: Number.NaN },
      'not-a-number',
      /value null of garden.house.temperature/,
    ],
    ['infinite', { value: Number.POSITIVE_INFINITY }, 'not-a-number', /not a finite number; leave/],
    ['a text', { value: '20' }, 'not-a-number', /value "20" of garden.house.temperature is not/],
    ['null', { value: null }, 'not-a-number', /value null of/],
    ['missing', { value: undefined }, 'not-a-number', /value undefined of/],
    ['true', { value: true }, 'not-a-number', /value true of/],
    [
      'at no time',
      { at: undefined },
      'unreadable-time',
      /at undefined of .* send whole epoch milli/,
    ],
    ['at a written time', { at: '2026-01-01' }, 'unreadable-time', /at "2026-01-01" of/],
    ['at half a millisecond', { at: 1.5 }, 'unreadable-time', /at 1.5 of/],
    ['before 1970', { at: -1 }, 'unreadable-time', /at -1 of/],
    ['after the year 2243', { at: 8_640_000_000_001 }, 'unreadable-time', /at 8640000000001 of/],
    [
      'from the future',
      { at: sentAt + 90_000 },
      'future-time',
      /stamped 90 s after its frame was sent; set the/,
    ],
    [
      'numbered by halves',
      { sequence: 0.5 },
      'unreadable-reading',
      /sequence 0.5 of .*; count up from 0/,
    ],
    ['numbered below 0', { sequence: -1 }, 'unreadable-reading', /sequence -1 of/],
    ['numbered by text', { sequence: '1' }, 'unreadable-reading', /sequence "1" of/],
    [
      'numbered beyond what is exact',
      { sequence: 2 ** 53 },
      'unreadable-reading',
      /sequence 9007199254740992/,
    ],
  ])('that is %s', (_, change, code, reason) => {
    expect(temperature(change)).toEqual({
      kind: 'rejected',
      rejection: { code, reason: expect.stringMatching(reason) },
    })
  })

  it.each<readonly [string, unknown]>([
    ['nine', 9],
    ['none', 0],
    ['nobody knows how many', undefined],
    ['a text of', '12'],
    ['half of', 12.5],
    ['infinitely many', Number.POSITIVE_INFINITY],
  ])('that %s people stand behind, without saying what they said', (_, people) => {
    expect(mood({ people, value: 0.987 })).toEqual({
      kind: 'rejected',
      rejection: {
        code: 'too-few-people',
        reason:
          'garden.house.mood stands for people and needs people: 10 or more behind each value',
      },
    })
  })

  it.each<readonly [string, object, string]>([
    ['value', { value: '0.987' }, 'value a text of garden.house.mood is not'],
    ['list', { value: [0.987] }, 'value a list of garden.house.mood is not'],
    ['time', { at: '0.987' }, 'at a text of garden.house.mood is not'],
    ['sequence', { sequence: 0.987 }, 'sequence a number of garden.house.mood is'],
  ])('about people without telling its %s', (_, change, reason) => {
    const judgement = mood(change)
    expect(JSON.stringify(judgement)).toContain(reason)
    expect(JSON.stringify(judgement)).not.toContain('0.987')
    expect(JSON.stringify(temperature({ ...change, people: 3 }))).not.toContain('0.987')
  })

  it('with what it was, where nothing in the cell is about people', () => {
    const pump = new Map(gardenCell('pump').sensors.map((sensor) => [sensor.sensor, sensor]))
    expect(judgeReading('warm', pump, sentAt)).toMatchObject({
      rejection: { reason: expect.stringMatching(/^"warm" is no reading; send/) },
    })
    expect(judgeReading({ sensor: 3 }, pump, sentAt)).toMatchObject({
      rejection: { reason: expect.stringMatching(/no sensor 3; add it/) },
    })
  })

  it.each<readonly [string, object]>([
    ['value', { value: '0.987' }],
    ['time', { at: 'now', value: 0.987 }],
    ['sequence', { sequence: -1, value: 0.987 }],
    ['future', { at: sentAt * 2, value: 0.987 }],
  ])('for too few people before its %s is looked at', (_, change) => {
    const judgement = mood({ people: 2, ...change })
    expect(judgement).toMatchObject({ rejection: { code: 'too-few-people' } })
    expect(JSON.stringify(judgement)).not.toContain('0.987')
  })

  it('even when it is nested more deeply than could be written', () => {
    const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown
    expect(judge(deep)).toMatchObject({ rejection: { code: 'unreadable-reading' } })
    expect(temperature({ value: deep })).toMatchObject({ rejection: { code: 'not-a-number' } })
  })
})
