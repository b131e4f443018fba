import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { eventTypes } from '#domain/events.ts'
import { countFrames, type ReportedFrame } from '#domain/frame.ts'
import { readRecord } from '#functions/detect-anomalies/read-record.ts'
import { gatewaysOf, openFramePublisher, packFrames } from '#simulators/feeds/publish-frames.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'
import { garden } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)
const frame = (cell: string) => frameAt(start, { cell }) as unknown as ReportedFrame
const gatewayOf = (one: ReportedFrame) => (one.cell.startsWith('bed') ? 'garden.beds' : null)
const bundle = (frames: unknown, change: object = {}) => ({
  schemaVersion: 1,
  gateway: 'beds',
  frames,
  ...change,
})

describe('a bundle', () => {
  const read = (detail: unknown) =>
    readRecord(streamRecord(7, { type: eventTypes.framesReported, detail, id: 'e' }))

  it('is read frame by frame, a bad one among good ones', () => {
    const kinds = read(bundle([frame('bed-1'), 'nothing', frame('bed-2')])).map(({ kind }) => kind)
    expect(kinds).toEqual(['frame', 'unreadable', 'frame'])
  })

  it('gives each frame an id of its own, the same after a redelivery', () => {
    const ids = () =>
      read(bundle([frame('bed-1'), {}])).map((one) => (one.kind === 'tick' ? '' : one.event.id))
    expect(ids()).toEqual(['e.0', 'e.1'])
    expect(ids()).toEqual(ids())
  })

  it.each([
    ['without frames', bundle([])],
    ['of too many frames', bundle(Array(101).fill(frame('bed-1')))],
    ['whose frames are no list', bundle('many')],
    ['without a gateway', bundle([frame('bed-1')], { gateway: undefined })],
    ['of another version', bundle([frame('bed-1')], { schemaVersion: 2 })],
  ])('%s is refused whole, and counted alike on both sides', (_, detail) => {
    const [only, ...rest] = read(detail)
    expect(rest).toEqual([])
    expect(only).toMatchObject({ kind: 'unreadable', readings: 0 })
    expect(countFrames(eventTypes.framesReported, detail)).toEqual({ frames: 1, readings: 0 })
  })
})

describe('publishing', () => {
  const frames = ['pump', 'bed-1', 'bed-2', 'house'].map(frame)

  it('packs frames of one gateway into one event, in their order', () => {
    expect(packFrames(frames, gatewayOf)).toMatchObject([
      { type: eventTypes.readingsReported, detail: { cell: 'pump' } },
      {
        type: eventTypes.framesReported,
        detail: { gateway: 'garden.beds', frames: [{ cell: 'bed-1' }, { cell: 'bed-2' }] },
      },
      { type: eventTypes.readingsReported, detail: { cell: 'house' } },
    ])
  })

  it('never holds two frames of one cell, and counts every frame that was refused', async () => {
    const client = new EventBridgeClient({ region: 'local' })
    const mock = mockClient(client)
    mock.on(PutEventsCommand).callsFake(({ Entries }: PutEventsCommand['input']) => ({
      Entries: Entries?.map(() => ({ ErrorCode: 'MalformedDetail', ErrorMessage: 'no' })),
    }))
    const publisher = openFramePublisher({ client, name: 'hyphae' }, gatewayOf)
    for (const one of [...frames, frame('bed-1')]) await publisher.publish(one)
    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(1)
    await publisher.flush()
    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(2)
    expect(publisher.refused()).toBe(5)
  })

  it('knows gateways from site files', () => {
    const cells = garden.cells.map((cell) =>
      cell.cell === 'pump' ? { ...cell, gateway: 'north' } : cell,
    )
    const known = gatewaysOf([{ ...garden, cells }])
    expect([known(frame('pump')), known(frame('bed-1'))]).toEqual(['garden.north', null])
  })
})
