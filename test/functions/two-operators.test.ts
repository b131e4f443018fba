import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IncidentActionResult } from '#domain/api/incidents.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { readIncident, saveIncident } from '#store/incidents.ts'
import { start } from '#test/support/anomalies.ts'
import { type SilencedGarden, startSilencedGarden } from '#test/support/silenced-garden.ts'

const times = 1_000
const atOnce = 10
let garden: SilencedGarden
beforeAll(async () => {
  garden = await startSilencedGarden()
})
afterAll(() => garden.stop())

async function race(id: string) {
  const path = `/incidents/${encodeURIComponent(id)}/acknowledge`
  const acknowledge = (by: string) => garden.call<IncidentActionResult>('POST', path, { by })
  const [ada, bo] = await Promise.all([acknowledge('Ada'), acknowledge('Bo')])
  const [winner, message] = ada.applied ? ['Ada', bo.message] : ['Bo', ada.message]
  const { items } = await garden.call<{ items: AuditEntry[] }>(
    'GET',
    `/audit?subject=${encodeURIComponent(id)}&from=${garden.now()}&limit=500`,
  )
  const ended = items.filter(({ outcome }) => outcome !== 'tried')
  return {
    won: [ada, bo].filter(({ applied }) => applied).length,
    winner: await ownerOf(id),
    isTold: message.startsWith(`already acknowledged by ${winner}`) && message.endsWith('ago'),
    audit: ended.map(({ by, outcome }) => `${by} ${outcome?.split(':')[0]}`).toSorted(),
    due: ['Ada', 'Bo'].map((by) => `${by} ${by === winner ? 'done' : 'refused'}`),
    said: winner,
  }
}

async function ownerOf(id: string): Promise<string> {
  const incident = await readIncident(garden.store, id)
  return incident?.state.status === 'acknowledged' ? incident.state.acknowledgedBy : 'nobody'
}

async function copies(from: number): Promise<string[]> {
  const first = await readIncident(garden.store, garden.incidents.get('pump') ?? '')
  if (!first) throw new Error('The garden has no incident at its pump.')
  const ids = Array.from({ length: atOnce }, (_, index) => `${first.id}-${from + index}`)
  for (const id of ids) await saveIncident(garden.store, { ...first, id }, start, undefined)
  return ids
}

it(`of two who acknowledge at once exactly one wins, ${times} times, and the audit has both`, async () => {
  for (let round = 0; round < times; round += atOnce) {
    garden.wait(86_400_000)
    for (const raced of await Promise.all((await copies(round)).map(race))) {
      expect([raced.won, raced.isTold, raced.winner]).toEqual([1, true, raced.said])
      expect(raced.audit).toEqual(raced.due)
    }
  }
}, 240_000)
