import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventTypes } from '#domain/events.ts'
import { countReadings } from '#domain/frame.ts'
import { readRecord } from '#functions/detect-anomalies/read-record.ts'
import { sortRecord } from '#functions/detect-anomalies/sort-records.ts'
import { frameAt, onlyOf, streamRecord } from '#test/support/records.ts'
import { gardenCell } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)
const secret = 0.98765
const house = gardenCell('house')

const fields = ['sensor', 'sequence', 'at', 'value', 'people', 'readings', 'note', 'cell', 'mood']
/** What people said, anywhere in anything. */
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(secret, [secret], 3, null, true, start),
    fc.array(tie('anything'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...fields), tie('anything'), { maxKeys: 4 }),
  ),
}))
/** Nearly a reading about people, of one sensor or another. */
const peoples = fc
  .record({
    sensor: fc.constantFrom<unknown>('mood', 'moood', secret),
    at: fc.oneof(fc.constant(start), anything),
    value: anything,
    more: fc.dictionary(fc.constantFrom('people', 'note', 'sequence'), anything),
  })
  .map(({ more, ...reading }) => ({ ...reading, ...more }))
const readings = fc.array(fc.oneof(peoples, anything), { maxLength: 5 })
const detail = fc.oneof(
  anything,
  fc
    .record({ readings, sentAt: fc.constantFrom<unknown>(start, secret, -1, start * 2) })
    .chain((change) =>
      fc
        .constantFrom('house', 'shed', secret)
        .map((cell) => frameAt(start, { ...change, cell }) as unknown),
    ),
)
const sort = (told: unknown, type: string) =>
  sortRecord(onlyOf(readRecord(streamRecord(1, { type, detail: told }))), async (_, cell) =>
    cell === house.cell ? house : undefined,
  )

it('what people may have said is never in quarantine, whatever it was wrapped in', async () => {
  const types = fc.constantFrom(...Object.values(eventTypes))
  await fc.assert(
    fc.asyncProperty(detail, types, async (told, type) => {
      const sorted = await sort(told, type)
      expect(JSON.stringify(sorted?.record.quarantine ?? null)).not.toContain(String(secret))
    }),
    { numRuns: 1_000 },
  )
})

it('every reading of a frame is stored or quarantined, and every refused one is listed', async () => {
  await fc.assert(
    fc.asyncProperty(detail, async (told) => {
      const { account, quarantine, input } =
        (await sort(told, eventTypes.readingsReported))?.record ?? {}
      expect((account?.readingsStored ?? 0) + (account?.readingsQuarantined ?? 0)).toBe(
        countReadings(told),
      )
      expect((account?.framesStored ?? 0) + (account?.framesQuarantined ?? 0)).toBe(1)
      expect(quarantine?.items.length ?? 0).toBe(
        input ? account?.readingsQuarantined : account?.framesQuarantined,
      )
    }),
    { numRuns: 300 },
  )
})
