import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkWatchdog } from '#functions/check-watchdog/check-watchdog.ts'
import { readBeat, saveBeat } from '#store/watchdog.ts'
import { start } from '#test/support/anomalies.ts'
import { startTelling, type Telling } from '#test/support/telling.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const minute = 60_000
let running: TestStore
let telling: Telling
beforeEach(async () => {
  running = await startTestStore()
  telling = startTelling(running.store, start)
})
afterEach(() => running.stop())

/** Looks each minute; `b` is a minute whose beat came through. */
async function watch(beats: string): Promise<string[]> {
  const told: string[] = []
  for (const [index, beat] of [...beats].entries()) {
    telling.at = start + index * minute
    if (beat === 'b') await saveBeat(running.store, telling.at)
    await checkWatchdog(telling.ports)
    for (const { message, repeated } of telling.arrived.splice(0))
      told.push(`${index} ${message.title}${repeated ? ' (again)' : ''}`)
  }
  return told
}

it('says nothing while the beat comes, nor for one that is late', async () => {
  expect(await watch('bbbb..bbb.b')).toEqual([])
})

it('tells once after three minutes, and that it is back', async () => {
  expect(await watch('bb.....bb')).toEqual([
    '4 The pipeline has been silent since 00:01 UTC',
    '7 The pipeline is back after 6 min',
  ])
})

it('tells hourly while it is silent', async () => {
  expect(await watch(`b${'.'.repeat(130)}`)).toEqual([
    '3 The pipeline has been silent since 00:00 UTC',
    '63 The pipeline is still silent, for 63 min',
    '123 The pipeline is still silent, for 2 h',
  ])
}, 60_000)

it('tells of a pipeline that never passed one on', async () => {
  expect(await watch('.....')).toEqual(['3 The pipeline has been silent since 00:00 UTC'])
})

it('tells again, marked, whoever did not take it', async () => {
  telling.answer = { kind: 'refused', answer: 'it answered 500' }
  expect(await watch('b.....')).toEqual([
    '3 The pipeline has been silent since 00:00 UTC',
    '4 The pipeline has been silent since 00:00 UTC (again)',
    '5 The pipeline has been silent since 00:00 UTC (again)',
  ])
  telling.answer = { kind: 'taken' }
  telling.at += minute
  await checkWatchdog(telling.ports)
  expect(telling.arrived.splice(0)).toHaveLength(1)
  await checkWatchdog(telling.ports)
  expect(telling.arrived).toEqual([])
})

it('keeps the newest beat, whatever comes late', async () => {
  await saveBeat(running.store, 5)
  await saveBeat(running.store, 3)
  expect(await readBeat(running.store)).toBe(5)
})
