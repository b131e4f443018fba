import { beforeEach, describe, expect, it } from 'vitest'
import { eventTypes } from '#domain/events.ts'
import { answerAll, detect, fresh, items, quarantined, start } from '#test/support/detecting.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'

const minute = 60_000

beforeEach(answerAll)

describe('quarantine by time', () => {
  it('takes a frame that is five minutes ahead of its arrival, and none farther', async () => {
    const at = (sequence: number, ahead: number) =>
      streamRecord(sequence, { detail: frameAt(start + ahead), arrivedAt: start })
    expect(await detect([at(1, 5 * minute)])).toMatchObject({ frames: 1, quarantined: 0 })
    const memory = fresh()
    expect(await detect([at(2, 5 * minute + 1)], memory)).toMatchObject({
      frames: 0,
      quarantined: 2,
    })
    expect(memory.heads.get('garden.pump')).toBeUndefined()
    expect(quarantined()).toEqual([
      expect.objectContaining({
        kind: 'frame',
        code: 'future-time',
        cell: 'pump',
        reason:
          "sentAt 2026-03-02T00:05:00.001Z is more than 5 minutes ahead of 2026-03-02T00:00:00.000Z, when it arrived; set the sender's clock and send it again",
      }),
    ])
  })

  it('believes no time that a publisher gives its event', async () => {
    const year2040 = Date.UTC(2040, 0, 1)
    const time = new Date(year2040).toISOString()
    const result = await detect([streamRecord(1, { detail: frameAt(year2040), time })])
    expect(result).toMatchObject({ frames: 0, quarantined: 2 })
    expect(quarantined()[0]).toMatchObject({ code: 'future-time' })
  })

  it('lets a frame from far ahead blind nobody: what is reported afterwards is in time', async () => {
    const memory = fresh()
    const year2040 = Date.UTC(2040, 0, 1)
    await detect([streamRecord(1, { detail: frameAt(year2040), arrivedAt: start })], memory)
    for (let index = 0; index < 60; index += 1)
      await detect(
        [
          streamRecord(index + 2, {
            detail: frameAt(start + index * minute),
            arrivedAt: start + index * minute,
          }),
        ],
        memory,
      )
    expect(items('telemetry', 'T#')).toEqual([])
    expect(memory.heads.get('garden.pump')?.state.clock).toBe(start + 59 * minute)
  })

  it('takes a recording of whatever age, and the same again whenever it comes', async () => {
    const states = await Promise.all(
      [start, start + 10 * 365 * 24 * 60 * minute].map(async (arrivedAt) => {
        const memory = fresh()
        const recording = [0, 1, 2].map((index) =>
          streamRecord(index + 1, { detail: frameAt(index * minute), arrivedAt }),
        )
        expect(await detect(recording, memory)).toMatchObject({ frames: 3, quarantined: 0 })
        return memory.heads.get('garden.pump')?.state
      }),
    )
    expect(states[0]).toEqual(states[1])
  })

  it('lets no tick from far ahead move the time of a cell', async () => {
    const memory = fresh()
    const at = start + 5 * minute + 1
    const tick = {
      type: eventTypes.cellTicked,
      detail: { site: 'garden', cell: 'pump', at },
      arrivedAt: start,
    }
    await detect([streamRecord(1, tick)], memory)
    expect(memory.heads.get('garden.pump')).toBeUndefined()
    expect(quarantined()).toEqual([
      expect.objectContaining({ kind: 'event', reason: expect.stringMatching(/^at 2026-03-02/) }),
    ])
  })

  it.each([
    'no date',
    '',
    '+100000-01-01T00:00:00Z',
    '1950-01-01T00:00:00Z',
    '2040-01-01T00:00:00Z',
  ])('has its place by when it came, where its publisher says %j', async (time) => {
    const arrivedAt = start + 1
    const event = { type: 'Greeting', detail: {}, time, arrivedAt }
    await detect([9, 10].map((sequence) => streamRecord(sequence, event)))
    expect(items('ops', 'Q#').map((item) => item['pk']?.S)).toEqual(Array(2).fill('Q#20260302'))
    const [first, second] = items('ops', 'Q#').map((item) => item['sk']?.S ?? '')
    expect(first?.startsWith(`0${arrivedAt}~`)).toBe(true)
    expect((first ?? '') < (second ?? '')).toBe(true)
    expect(quarantined()[0]).toMatchObject({ at: '2026-03-02T00:00:00.001Z' })
  })
})
