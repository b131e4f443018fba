import { beforeEach, describe, expect, it } from 'vitest'
import { emptyAccount } from '#domain/account.ts'
import { eventTypes } from '#domain/events.ts'
import {
  answerAll,
  detect,
  fresh,
  items,
  quarantined,
  start,
  store,
} from '#test/support/detecting.ts'
import { arrival, frameAt, streamRecord } from '#test/support/records.ts'

beforeEach(answerAll)

describe('quarantine', () => {
  const detail = frameAt(start)

  it.each<readonly [string, { type?: string; detail: unknown }, Record<string, unknown>]>([
    [
      'a frame that cannot be read',
      { detail: { ...detail, sentAt: 'noon' } },
      { kind: 'frame', code: 'unreadable-frame', frame: `f${start}`, site: 'garden', cell: 'pump' },
    ],
    [
      'a frame of a later version',
      { detail: { ...detail, schemaVersion: 2 } },
      { kind: 'frame', code: 'unreadable-frame' },
    ],
    [
      'a frame with more readings than a frame may have',
      { detail: { ...detail, readings: Array(1_001).fill({}) } },
      { kind: 'frame', code: 'unreadable-frame' },
    ],
    [
      'a frame whose name is half a character',
      { detail: { ...detail, boot: '\ud800' } },
      { kind: 'frame', code: 'unreadable-frame', reason: expect.stringMatching(/boot: has half/) },
    ],
    [
      'a frame of a cell nobody registered',
      { detail: { ...detail, cell: 'shed' } },
      {
        kind: 'frame',
        code: 'unknown-cell',
        reason:
          'no cell "shed" is registered at site "garden"; apply its site file, then send the frame again',
      },
    ],
    ['nothing but a name', { detail: 'hello' }, { kind: 'frame', payload: '"a text"' }],
    [
      'an event nobody knows',
      { type: 'Greeting', detail: { text: 'hello' } },
      {
        kind: 'event',
        code: 'unknown-event',
        reason: 'no detail-type is named "Greeting"; gateways send ReadingsReported',
        payload: '{"otherFields":1}',
      },
    ],
    [
      'a tick without a time',
      { type: eventTypes.cellTicked, detail: { site: 'garden', cell: 'pump' } },
      { kind: 'event', code: 'unknown-event', reason: expect.stringMatching(/^at: /) },
    ],
    [
      'a tick from before all time',
      { type: eventTypes.cellTicked, detail: { site: 'garden', cell: 'pump', at: -1 } },
      { kind: 'event', code: 'unknown-event' },
    ],
  ])('keeps %s, with the reason', async (_, event, item) => {
    const result = await detect([streamRecord(1, event)])
    expect(result.batchItemFailures).toEqual([])
    expect(quarantined()).toEqual([
      expect.objectContaining({
        id: 'event-1',
        at: new Date(arrival).toISOString(),
        sensor: null,
        ...item,
      }),
    ])
    expect(result).toMatchObject({ frames: 0, readings: 0 })
  })

  it('keeps bad readings one by one and stores the others', async () => {
    const result = await detect([
      streamRecord(1, {
        detail: frameAt(start, {
          readings: [
            { sensor: 'temperature', at: start, value: 'warm' },
            { sensor: 'temperature', at: start, value: 21 },
            { sensor: 'taste', at: start, value: 1 },
          ],
        }),
      }),
    ])
    expect(result).toMatchObject({ frames: 1, readings: 1, quarantined: 2 })
    expect(quarantined()).toEqual([
      expect.objectContaining({
        id: 'event-1#0',
        kind: 'reading',
        code: 'not-a-number',
        frame: `f${start}`,
        cell: 'pump',
        sensor: 'temperature',
        payload: `{"sensor":"temperature","at":${start},"value":"warm"}`,
      }),
      expect.objectContaining({ id: 'event-1#2', code: 'unknown-sensor', sensor: 'taste' }),
    ])
  })

  it.each<readonly [string, Record<string, unknown>]>([
    ['to a sensor that needs more of them', { sensor: 'mood', people: 3, at: start, value: 0.987 }],
    ['and forgot to count', { sensor: 'mood', at: start, value: 0.987 }],
    ['in words', { sensor: 'mood', people: 3, at: start, value: '0.987' }],
    ['at no time', { sensor: 'mood', people: 3, at: 'now', value: 0.987 }],
    ['to a sensor that nobody knows', { sensor: 'moood', people: 3, at: start, value: 0.987 }],
  ])('never keeps what few people said %s', async (_, reading) => {
    await detect([
      streamRecord(1, { detail: frameAt(start, { cell: 'house', readings: [reading] }) }),
    ])
    expect(quarantined()).toHaveLength(1)
    expect(JSON.stringify(store.calls().map(({ args }) => args[0].input))).not.toContain('0.987')
  })

  const said = { sensor: 'mood', at: start, value: 0.987, note: 'Ada: 0.987' }
  it.each<readonly [string, { type?: string; detail: unknown }]>([
    ['of a cell nobody registered', { detail: frameAt(start, { cell: 'shed', readings: [said] }) }],
    ['of a site nobody registered', { detail: frameAt(start, { site: 'park', readings: [said] }) }],
    ['that cannot be read', { detail: frameAt(start, { sentAt: '0.987', readings: [said] }) }],
    ['that is too long', { detail: frameAt(start, { readings: Array(1_001).fill(said) }) }],
    ['under another name', { type: 'Moods', detail: frameAt(start, { readings: [said] }) }],
    [
      'of lists in lists',
      { detail: frameAt(start, { cell: 'shed', readings: [[said], [[0.987]]] }) },
    ],
    ['with readings by name', { detail: frameAt(start, { readings: { mood: said } }) }],
    ['with readings in words', { detail: frameAt(start, { readings: JSON.stringify([said]) }) }],
    [
      'with more than a frame has',
      { detail: frameAt(start, { sentAt: -1, note: '0.987', mood: 0.987 }) },
    ],
    ['whose cell is no name', { detail: frameAt(start, { cell: { name: 'house', mood: 0.987 } }) }],
    ['of text alone', { detail: JSON.stringify(said) }],
    [
      'from the future',
      { detail: frameAt(Date.UTC(2040, 0, 1), { cell: 'house', readings: [said] }) },
    ],
    [
      'with columns in the wrong place',
      { detail: frameAt(start, { sentAt: 0.987, readings: [{ at: 0.987, people: '0.987' }] }) },
    ],
    [
      'whose readings are no readings',
      { detail: frameAt(start, { cell: 'house', readings: [0.987, '0.987', [said]] }) },
    ],
    [
      'whose sensor is a value',
      { detail: frameAt(start, { cell: 'house', readings: [{ ...said, sensor: 0.987 }] }) },
    ],
    [
      'of enough people, written out',
      {
        detail: frameAt(start, {
          cell: 'house',
          readings: [{ ...said, people: 12, value: [0.987] }],
        }),
      },
    ],
    [
      'of people, to another sensor',
      {
        detail: frameAt(start, {
          readings: [{ ...said, sensor: 'temperature', people: 3, value: '0.987' }],
        }),
      },
    ],
    [
      'of people, beside a bad value',
      {
        detail: frameAt(start, {
          readings: [{ ...said, sensor: 'temperature', value: { mood: 0.987 } }],
        }),
      },
    ],
  ])('never keeps what people may have said in a frame %s', async (_, event) => {
    await detect([streamRecord(1, event)])
    expect(quarantined().length).toBeGreaterThan(0)
    expect(JSON.stringify(quarantined())).not.toContain('0.987')
  })

  it('keeps names, times and counts of a frame that nobody could judge', async () => {
    const readings = [{ ...said, sequence: 7, people: 3 }, 'x']
    await detect([streamRecord(1, { detail: frameAt(start, { cell: 'shed', readings }) })])
    expect(JSON.parse(String(quarantined()[0]?.['payload']))).toEqual({
      ...frameAt(start, { cell: 'shed' }),
      readings: [
        { sensor: 'mood', at: start, value: 'a number', sequence: 7, people: 3, otherFields: 1 },
        'a text',
      ],
    })
  })

  it('lists every refused reading, in items that the store can hold, however bad the frame', async () => {
    const readings = Array.from({ length: 1_000 }, () => ({
      sensor: '"'.repeat(1_000),
      at: '\\'.repeat(1_000),
    }))
    const record = streamRecord(1, { detail: frameAt(start, { readings }) })
    expect(await detect([record])).toMatchObject({ quarantined: 1_000 })
    const written = items('ops', 'Q#')
    for (const item of written)
      expect(Buffer.byteLength(item['body']?.S ?? '')).toBeLessThan(399_000)
    expect(written.length).toBeGreaterThan(1)
    expect(new Set(quarantined().map(({ id }) => id)).size).toBe(1_000)
    await detect([record])
    const keys = items('ops', 'Q#').map((item) => item['sk']?.S)
    expect(new Set(keys).size).toBe(written.length)
  })

  it('is short, however long the event', async () => {
    const long = { type: 'x'.repeat(500_000), detail: { site: 'é'.repeat(400_000) } }
    await detect([streamRecord(2, long)])
    expect(Buffer.byteLength(JSON.stringify(quarantined()))).toBeLessThan(10_000)
  })

  it('takes what is nested more deeply than anyone can write', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const record = streamRecord(1, { detail: 'DEEP' })
    const text = Buffer.from(record.kinesis.data, 'base64')
      .toString()
      .replace('"DEEP"', `{"readings":${deep}}`)
    const result = await detect([
      { ...record, kinesis: { ...record.kinesis, data: Buffer.from(text).toString('base64') } },
    ])
    expect(result.batchItemFailures).toEqual([])
    expect(quarantined()).toEqual([expect.objectContaining({ payload: '{"readings":["a list"]}' })])
  })

  it('accounts for what belongs to no cell where no site can be', async () => {
    const memory = fresh()
    await detect(
      [
        streamRecord(1, { detail: { ...detail, cell: 'shed', readings: [1, 2, 3] } }),
        streamRecord(2, { type: 'Greeting', detail: { readings: [1] } }),
      ],
      memory,
    )
    expect(memory.heads.get('~.unreadable')?.account).toEqual({
      ...emptyAccount,
      framesQuarantined: 1,
      readingsQuarantined: 3,
    })
  })
})
