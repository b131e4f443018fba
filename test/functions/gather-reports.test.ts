import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { decide, noConsent } from '#domain/people/consent.ts'
import { gatherReports } from '#functions/gather-reports/gather-reports.ts'
import { readAggregates, readReceipt } from '#store/aggregates.ts'
import { readConsent, saveConsent } from '#store/consents.ts'
import { queryItems } from '#store/items.ts'
import { readWindow } from '#store/self-reports.ts'
import { saveSite } from '#store/sites.ts'
import { streamRecord } from '#test/support/records.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const start = Date.UTC(2026, 2, 2)
const minute = 60_000
const eventBridge = new EventBridgeClient({ region: 'local' })
const bus = mockClient(eventBridge)
let running: TestStore
let sequence = 0
let cellNumber = 0
let cell = ''

beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())
beforeEach(() => freshCell())

/** Each test has a site of its own, so that none sees another's people. */
async function freshCell(): Promise<void> {
  bus.reset()
  bus.on(PutEventsCommand).resolves({})
  cellNumber += 1
  cell = `house-${cellNumber}`
  const site = {
    ...garden,
    cells: [...garden.cells, { cell, name: cell, role: 'cell', feed: 'ecocell' }],
  }
  await saveSite(running.store, site, [...cellsOf(site).values()])
}

const ports = () => ({ store: running.store, bus: { client: eventBridge, name: 'hyphae' } })
const person = (index: number) => `${cell}-p${index}`

async function agree(subject: string, granted: boolean, from: number): Promise<void> {
  const consent = await readConsent(running.store, 'garden', subject, 'aggregates')
  await saveConsent(running.store, decide(consent, { granted, from, recordedAt: start }))
}

const agreed = (people: number, from = 0) =>
  Promise.all(Array.from({ length: people }, (_, index) => agree(person(index), true, from)))

const report = (index: number, valence = 0.5, at = start + minute) => ({
  ...{ subject: person(index), at, valence, arousal: 0 },
  group: index % 2 === 0 ? 'a' : 'b',
})
const reports = (people: number, valence = 0.5) =>
  Array.from({ length: people }, (_, index) => report(index, valence))

function send(list: readonly unknown[], sentAt = start + 5 * minute, more: object = {}) {
  sequence += 1
  const detail = {
    ...{ schemaVersion: 1, batch: `b${sequence}`, site: 'garden', cell, sentAt, reports: list },
    ...more,
  }
  return gatherReports(
    [streamRecord(sequence, { type: eventTypes.selfReportsCollected, detail })],
    ports(),
  )
}

async function withdraw(subject: string, from = 0) {
  await agree(subject, false, from)
  sequence += 1
  const detail = { schemaVersion: 1, site: 'garden', subject, from, recordedAt: start + 99 }
  return gatherReports(
    [streamRecord(sequence, { type: eventTypes.consentWithdrawn, detail })],
    ports(),
  )
}

const told = (): ReportedFrame[] =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args: [{ input }] }) =>
      (input.Entries ?? []).map(({ Detail = '' }) => JSON.parse(Detail)),
    )
const aggregates = () => readAggregates(running.store, 'garden', cell, 0, start * 2)
const kept = () => readWindow(running.store, 'garden', cell, start)

describe('a window of self-reports', () => {
  it('of ten who agreed is told as readings, stamped where it ends', async () => {
    await agreed(10)
    expect(await send(reports(10))).toMatchObject({ kept: 10, refused: 0, faults: [] })
    const [frame] = told()
    expect(frame).toMatchObject({ site: 'garden', cell, boot: 'reports' })
    expect(frame?.readings).toContainEqual({
      ...{ sensor: 'mood-valence', at: start + 5 * minute, value: 0.5, people: 10 },
    })
    expect(frame?.readings.map(({ sensor }) => sensor)).not.toContain('mood-division')
    expect(await aggregates()).toMatchObject([{ kind: 'shown', people: 10, revisedAt: null }])
  })

  it('of nine who agreed is told to nobody, and kept as hidden without a number', async () => {
    await agreed(9)
    await send(reports(12))
    expect(told()).toEqual([])
    expect(await aggregates()).toEqual([
      { kind: 'hidden', window: start, revisedAt: null, note: 'hidden: fewer than 10 people' },
    ])
  })

  it('waits until it is over, and takes what comes for it by then', async () => {
    await agreed(12)
    await send(reports(6), start + 2 * minute)
    expect(await aggregates()).toEqual([])
    await send(reports(12).slice(6), start + 5 * minute)
    expect(await aggregates()).toMatchObject([{ people: 12 }])
  })

  it('takes nothing when it is closed', async () => {
    await agreed(11)
    await send(reports(10))
    expect(await send([report(10)], start + 9 * minute)).toMatchObject({ kept: 0, refused: 1 })
    expect(await aggregates()).toMatchObject([{ people: 10 }])
  })

  it('sent twice is the same, and told as the same', async () => {
    await agreed(10)
    await send(reports(10), undefined, { batch: 'same' })
    const [first, before] = [await aggregates(), told()]
    bus.resetHistory()
    await send(reports(10), undefined, { batch: 'same' })
    expect(await aggregates()).toEqual(first)
    expect(before).toHaveLength(1)
    expect(told()).toEqual([])
    const receipt = await readReceipt(running.store, 'garden', cell, 'same')
    expect(receipt).toMatchObject({ kept: 10, refused: { 'window-closed': 0 } })
  })

  it('is told again in the same words where a crash came before it was kept', async () => {
    await agreed(10)
    bus.on(PutEventsCommand).rejectsOnce(new Error('the line is dead')).resolves({})
    const failed = await send(reports(10), undefined, { batch: 'crashed' })
    expect(failed.batchItemFailures).toHaveLength(1)
    expect(await aggregates()).toEqual([])
    await send(reports(10), undefined, { batch: 'crashed' })
    expect(await aggregates()).toMatchObject([{ people: 10 }])
  })
})

describe('a self-report', () => {
  it.each([
    ['without any consent', undefined, 0],
    ['before its consent', start + 2 * minute, 0],
    ['from its consent on', start + minute, 1],
  ])('%s', async (_, from, expected) => {
    if (from !== undefined) await agree(person(0), true, from)
    const result = await send([report(0)])
    expect(result).toMatchObject({ kept: expected, refused: 1 - expected })
    expect(await kept()).toHaveLength(expected)
  })

  it('is not let in by consent to something else', async () => {
    const other = noConsent('garden', person(0), 'research')
    await saveConsent(running.store, decide(other, { granted: true, from: 0, recordedAt: 0 }))
    expect(await send([report(0)])).toMatchObject({ kept: 0, refused: 1 })
  })

  it('that is refused leaves a number and no word of it anywhere', async () => {
    const secret = { ...report(0), valence: 0.123456789 }
    await send([secret, { subject: 'x', valence: 0.123456789 }], undefined, { batch: 'refused' })
    expect(await readReceipt(running.store, 'garden', cell, 'refused')).toMatchObject({
      refused: { 'no-consent': 1, unreadable: 1 },
    })
    const { telemetryTable, opsTable, subjectsTable } = running.store
    for (const table of [telemetryTable, opsTable, subjectsTable])
      for (const pk of [`GB#garden.${cell}`, `G#garden.${cell}`, `SUB#garden.${person(0)}`])
        expect(JSON.stringify(await queryItems(running.store, table, pk))).not.toContain('0.1234')
  })

  it('without consent changes nothing whatever it says', async () => {
    await agreed(11)
    await send(reports(11))
    const [without, frames] = [await aggregates(), told().map(({ readings }) => readings)]
    const feeling = fc.double({ min: -1, max: 1, noNaN: true })
    const stranger = fc.record({ valence: feeling, arousal: feeling, at: fc.nat(299_999) })
    await fc.assert(
      fc.asyncProperty(fc.array(stranger, { maxLength: 6 }), async (strangers) => {
        await freshCell()
        await agreed(11)
        const uninvited = strangers.map((one, index) => ({
          ...one,
          at: start + one.at,
          subject: `stranger-${index}`,
        }))
        await send([...uninvited, ...reports(11)])
        expect(await aggregates()).toEqual(without)
        expect(told().map(({ readings }) => readings)).toEqual(frames)
      }),
      { numRuns: 15 },
    )
  })

  it('of a batch that cannot be read is put into quarantine without what it says', async () => {
    expect(await send(['0.777'], undefined, { site: 'nowhere' })).toMatchObject({ quarantined: 1 })
    expect(await send([], undefined, { sentAt: 'now' })).toMatchObject({ quarantined: 1 })
    const day = await queryItems(running.store, running.store.opsTable, 'Q#20260601')
    expect(day.length).toBeGreaterThan(0)
    expect(JSON.stringify(day)).not.toContain('0.777')
  })
})

describe('a withdrawal', () => {
  it('makes a closed window anew as if its person had never been there', async () => {
    await agreed(12)
    await send([...reports(11), report(11, -1)])
    expect(await withdraw(person(11))).toMatchObject({ erased: 1 })
    const [remade] = await aggregates()
    expect(remade).toMatchObject({ kind: 'shown', people: 11, valence: 0.5, revisedAt: start + 99 })
    expect((await kept()).map(({ subject }) => subject)).not.toContain(person(11))
  })

  it('hides a window that falls below ten, and says in the audit how many', async () => {
    await agreed(10)
    await send(reports(10))
    await withdraw(person(3))
    expect(await aggregates()).toMatchObject([{ kind: 'hidden' }])
    const audit = await queryItems(running.store, running.store.opsTable, 'AUDIT#20260302')
    const entry = audit
      .map((item) => JSON.parse(item['body']?.S ?? ''))
      .find((one) => one.subject === person(3))
    expect(entry).toMatchObject({ action: 'reports-erased', reports: 1, windows: 1, hidden: 1 })
  })

  it('reaches as far back as it says, and no farther', async () => {
    await agreed(11)
    await send(reports(11))
    const later = Array.from({ length: 11 }, (_, index) => report(index, 0.5, start + 6 * minute))
    await send(later, start + 10 * minute)
    await withdraw(person(0), start + 5 * minute)
    expect(await aggregates()).toMatchObject([{ people: 11, revisedAt: null }, { people: 10 }])
  })

  it('takes out of a window that is still open, and of what comes later', async () => {
    await agreed(11)
    await send(reports(11), start + 2 * minute)
    await withdraw(person(0))
    await send([report(0, -1, start + 3 * minute)], start + 5 * minute)
    expect(await aggregates()).toMatchObject([{ people: 10, valence: 0.5 }])
  })

  it('counts at once when a window closes, even before its event is handled', async () => {
    await agreed(11)
    await send(reports(11), start + 2 * minute)
    await agree(person(0), false, 0)
    await send([], start + 5 * minute)
    expect(await aggregates()).toMatchObject([{ people: 10 }])
  })

  it('handled twice ends in the same', async () => {
    await agreed(11)
    await send(reports(11))
    await withdraw(person(0))
    const once = await aggregates()
    expect(await withdraw(person(0))).toMatchObject({ erased: 0 })
    expect(await aggregates()).toEqual(once)
  })
})
