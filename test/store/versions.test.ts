import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeCellInputs } from '#domain/codec/cell-inputs.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { readRecord, type StreamRecord } from '#functions/detect-anomalies/read-record.ts'
import { readObservation } from '#functions/track-incidents/read-observation.ts'
import { readSensorAnomalies } from '#store/anomalies.ts'
import { loadHead } from '#store/cell-log.ts'
import { readIncident } from '#store/incidents.ts'
import { type Item, putAll, readBinary } from '#store/items.ts'
import { readRows } from '#store/pages.ts'
import { walkQuarantine } from '#store/quarantine.ts'
import { readSite } from '#store/sites.ts'
import { readTiles } from '#store/tiles.ts'
import { onlyOf, streamRecord } from '#test/support/records.ts'
import { gardenCell } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

/** Items and events as the first version wrote them; whatever comes after must read them. */
type Written = Readonly<Record<string, Record<string, string>>>

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/v1/${name}.json`, import.meta.url), 'utf8'))
const one = <Expected>(name: string) => read(name) as { item: Written; expected: Expected }
const several = (name: string) => read(name) as { items: Written[]; expected: object }

function itemOf(written: Written): Item {
  const attributes = Object.entries(written).map(([name, { B: bytes, ...rest }]) => [
    name,
    bytes === undefined ? rest : { B: Buffer.from(bytes, 'base64') },
  ])
  return Object.fromEntries(attributes) as Item
}

let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())
const put = (table: 'telemetryTable' | 'opsTable', ...items: Written[]) =>
  putAll(
    running.store,
    items.map((item) => ({ table: running.store[table], item: itemOf(item) })),
  )

describe('what the first version stored', () => {
  it('is read: a journal item', () => {
    const { item, expected } = one('journal')
    expect(decodeCellInputs(readBinary(itemOf(item), 'inputs'))).toEqual(expected)
  })

  it('is read: a checkpoint', async () => {
    const { item, expected } = one<{ clock: number; learnt: Record<string, object> }>('checkpoint')
    await put('telemetryTable', item)
    const { state, ...head } = await loadHead(running.store, gardenCell('pump'))
    const { clock, learnt, ...kept } = expected
    expect(head).toMatchObject(kept)
    expect(state.clock).toBe(clock)
    for (const [name, latest] of Object.entries(learnt))
      expect(state.sensors[name]?.latest).toMatchObject(latest)
  })

  it('is read: a checkpoint with the journal since', async () => {
    const { expected } = one<{ sequence: number }>('checkpoint')
    await put('telemetryTable', one('checkpoint').item, one('journal').item)
    const { sequence, state } = await loadHead(running.store, gardenCell('pump'))
    expect(sequence).toBe(expected.sequence + 1)
    expect(state.sensors['temperature']?.latest).toMatchObject({ value: 20.4 })
  })

  it('is read: a page, and a late reading merged into it', async () => {
    const page = one<{ at: number }[]>('page')
    const late = one<{ at: number }>('late-reading')
    const rows = () => readRows(running.store, 'garden.pump.temperature', 0, 8e12)
    await put('telemetryTable', page.item)
    expect(await rows()).toMatchObject(page.expected)
    await put('telemetryTable', late.item)
    const merged = [...page.expected, late.expected].toSorted((a, b) => a.at - b.at)
    expect(await rows()).toMatchObject(merged)
  })

  it.each([['tile-v1'], ['tile-v2']])('is read: %s', async (name) => {
    const { item, expected } = one<object[]>(name)
    await put('telemetryTable', { ...item, pk: { S: `L#${name}` } })
    expect(await readTiles(running.store, name)).toMatchObject(expected)
  })

  it('is read: an anomaly', async () => {
    const { item, expected } = one('anomaly')
    await put('opsTable', item)
    const found = await readSensorAnomalies(running.store, 'garden.pump.temperature', 0, 8e12)
    expect(found).toEqual([expected])
  })

  it('is read: an incident', async () => {
    const { item, expected } = one<{ id: string }>('incident')
    await put('opsTable', item)
    expect(await readIncident(running.store, expected.id)).toMatchObject(expected)
  })

  it('is read: quarantine', async () => {
    const { items, expected } = several('quarantine')
    await put('opsTable', ...items)
    const found: object[] = []
    for await (const { item } of walkQuarantine(running.store, undefined)) found.push(item)
    expect(found).toEqual(expected)
  })

  it('is read: a site', async () => {
    const { items, expected } = several('site')
    await put('opsTable', ...items)
    expect((await readSite(running.store, 'garden'))?.site).toMatchObject(expected)
  })
})

describe('what the first version sent', () => {
  const events = read('events') as Record<string, { record: StreamRecord; expected: object }>
  const event = (name: string) => {
    const found = events[name]
    if (!found) throw new Error(`The fixtures have no event ${name}.`)
    return found
  }

  it('is read: a frame and a bundle of frames', () => {
    const { record, expected } = event('frame')
    expect(onlyOf(readRecord(record))).toMatchObject({ kind: 'frame', frame: expected })
    const bundle = readRecord(event('bundle').record)
    const { frames } = event('bundle').expected as { frames: object[] }
    expect(bundle).toMatchObject(frames.map((frame) => ({ kind: 'frame', frame })))
  })

  it('is read: the ticks of a cell and of a site', () => {
    const cell = event('cellTick')
    expect(onlyOf(readRecord(cell.record))).toMatchObject({ kind: 'tick', tick: cell.expected })
    const site = event('siteTick')
    expect(readObservation(site.record)).toEqual({ kind: 'tick', ...site.expected })
  })

  it.each([['detected'], ['cleared']])('is read: an anomaly that was %s', (name) => {
    const { record, expected } = event(name)
    expect(readObservation(record)).toMatchObject({ kind: 'anomaly', anomaly: expected })
  })

  it('is read: a changed incident', () => {
    const { expected } = event('incidentChanged')
    const { occasion, incident } = expected as { occasion: string; incident: Incident }
    const { id, version, severity, title, rootCell: cell } = incident
    expect(IncidentChanged.parse(expected)).toMatchObject({
      ...{ occasion, whatToDo: null },
      incident: { id, version, severity, title, cell, status: incident.state.status },
    })
  })
})

it('a journal of a later layout is refused in words, not misread', () => {
  const bytes = Uint8Array.of(99)
  expect(() => decodeCellInputs(bytes)).toThrow(/layout 99 is unknown/)
  expect(readRecord(streamRecord(1, { detail: { schemaVersion: 2 } }))).toMatchObject([
    { kind: 'unreadable', rejection: { code: 'unreadable-frame' } },
  ])
})
