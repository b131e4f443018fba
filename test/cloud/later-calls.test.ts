import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { BusEvent } from '#domain/events.ts'
import { type LaterPorts, openLaterCalls } from '#simulators/cloud/later-calls.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

const event = (id: string): BusEvent => ({
  id,
  source: 'test',
  'detail-type': 'IncidentChanged',
  time: '',
  detail: {},
})
const calls = (...ids: string[]) =>
  ids.map((id) => ({ function: 'notify' as const, event: event(id) }))

/** Calls that end as told, by the event's id. */
async function open(folder: string, respond: (id: string) => 'ends' | 'fails' | 'hangs') {
  const made: string[] = []
  const failed: string[] = []
  const pauses: number[] = []
  const ports: LaterPorts = {
    folder,
    now: Date.now,
    pause: async (milliseconds) => {
      pauses.push(milliseconds)
    },
    async invoke(name, { id }) {
      made.push(`${name} ${id}`)
      const end = respond(id)
      if (end === 'fails') throw new Error('refused')
      if (end === 'hangs') await new Promise(() => {})
    },
    keepFailed: async (name, { id }, reason) => {
      failed.push(`${name} ${id}: ${String(reason)}`)
    },
  }
  const later = await openLaterCalls(ports)
  return { later, made, failed, pauses }
}

it('makes each call once', async () => {
  const { later, made } = await open(await temporaryFolder(), () => 'ends')
  onTestFinished(() => later.stop())
  await later.accept(calls('a', 'b'))
  await later.accept(calls('c'))
  await later.settle()
  expect(made).toEqual(['notify a', 'notify b', 'notify c'])
})

it('tries a call three times in all, then keeps the event with the reason', async () => {
  const { later, made, failed, pauses } = await open(await temporaryFolder(), (id) =>
    id === 'bad' ? 'fails' : 'ends',
  )
  onTestFinished(() => later.stop())
  await later.accept(calls('bad', 'good'))
  await later.settle()
  expect(made.filter((call) => call === 'notify bad')).toHaveLength(3)
  expect(made.filter((call) => call === 'notify good')).toHaveLength(1)
  expect(pauses).toEqual([1_000, 2_000])
  expect(failed).toEqual(['notify bad: Error: refused'])
})

it('makes again after a kill what had not ended, and nothing that was done before', async () => {
  const folder = await temporaryFolder()
  const killed = await open(folder, (id) => (id === 'b' ? 'hangs' : 'ends'))
  await killed.later.accept(calls('a', 'b', 'c'))
  await vi.waitFor(async () => expect(await readFile(join(folder, 'position'), 'utf8')).toBe('1'))
  const again = await open(folder, () => 'ends')
  onTestFinished(() => again.later.stop())
  await again.later.settle()
  // Calls may end in any order; what comes after one that has not is repeated with it.
  expect(again.made).toEqual(['notify b', 'notify c'])
  const third = await open(folder, () => 'ends')
  onTestFinished(() => third.later.stop())
  expect(third.made).toEqual([])
})

it('waits for room where the disk is full, and loses no call', async () => {
  let full = 2
  const kept: string[] = []
  const pauses: number[] = []
  const later = await openLaterCalls({
    folder: await temporaryFolder(),
    now: Date.now,
    pause: async (milliseconds) => {
      pauses.push(milliseconds)
    },
    invoke: async () => {
      throw new Error('refused')
    },
    keepFailed: async (_, { id }) => {
      full -= 1
      if (full >= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      kept.push(id)
    },
  })
  onTestFinished(() => later.stop())
  await later.accept(calls('a'))
  await later.settle()
  expect(kept).toEqual(['a'])
  expect(pauses).toEqual([1_000, 2_000, 1_000, 1_000])
})
