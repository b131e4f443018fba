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
  return {
    id,
    winner,
    won: [ada, bo].filter(({ applied }) => applied).length,
    owner: await ownerOf(id),
    isTold: message.startsWith(`already acknowledged by ${winner}`) && message.endsWith('ago'),
  }
}

async function endedDeeds(): Promise<AuditEntry[]> {
  const path = `/audit?from=${garden.now()}&limit=500`
  const { items } = await garden.call<{ items: AuditEntry[] }>('GET', path)
  return items.filter(({ outcome }) => outcome !== 'tried')
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
    const races = await Promise.all((await copies(round)).map(race))
    const deeds = await endedDeeds()
    for (const { id, winner, won, owner, isTold } of races) {
      expect([won, owner, isTold]).toEqual([1, winner, true])
      const told = deeds.filter(({ subject }) => subject === id)
      expect(told.map(({ by, outcome }) => `${by} ${outcome?.split(':')[0]}`).toSorted()).toEqual(
        ['Ada', 'Bo'].map((by) => `${by} ${by === winner ? 'done' : 'refused'}`),
      )
    }
  }
}, 600_000)
