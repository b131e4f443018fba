import { describe, expect, it } from 'vitest'
import { eventTypes } from '#domain/events.ts'
import { applyAction } from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import type { Memory } from '#functions/track-incidents/track-incidents.ts'
import { readUnresolvedPage } from '#store/incident-index.ts'
import { readIncident, saveIncident } from '#store/incidents.ts'
import { anomaly, asDetected, start } from '#test/support/anomalies.ts'
import { streamRecord } from '#test/support/records.ts'
import { bed, pump, trackedGarden } from '#test/support/tracked-garden.ts'

const { here, record, track, all, only, store, site } = trackedGarden()

describe('a person', () => {
  const acknowledge = async (incident: Incident) => {
    const outcome = applyAction(incident, { kind: 'acknowledge', by: 'Ada' }, start)
    if (outcome.kind !== 'applied') throw new Error('too late')
    return saveIncident(store(), outcome.incident, start, incident)
  }

  it('who was faster is kept, though the function remembered otherwise', async () => {
    const memory: Memory = new Map()
    await track([await record(1, asDetected(pump))], memory)
    expect(await acknowledge(await only())).toBe(true)
    const result = await track([await record(2, asDetected(bed))], memory)
    expect(result).toMatchObject({ batchItemFailures: [], incidents: 1 })
    // Worse by now than it was taken on as: it calls anew, and what was done is kept.
    expect(await only()).toMatchObject({
      ...{ version: 3, state: { status: 'open' } },
      actions: [{ kind: 'acknowledge', by: 'Ada' }],
      cells: [{ cell: 'pump' }, { cell: 'bed-1' }],
    })
  })

  it('who was faster keeps the incident, though it would have become part of another', async () => {
    const memory: Memory = new Map()
    await track([await record(1, asDetected(bed))], memory)
    const taken = await only()
    expect(await acknowledge(taken)).toBe(true)
    await track([await record(2, asDetected(pump))], memory)
    const kept = await readIncident(store(), taken.id)
    expect(kept?.actions).toMatchObject([{ kind: 'acknowledge', by: 'Ada' }])
  })

  it('who was slower leaves no word in the lists', async () => {
    await track([await record(1, asDetected(pump))])
    const seen = await only()
    const as = (by: string) => {
      const outcome = applyAction(seen, { kind: 'acknowledge', by }, start)
      if (outcome.kind !== 'applied') throw new Error(outcome.message)
      return saveIncident(store(), outcome.incident, start, seen)
    }
    expect([await as('Ada'), await as('Bo')]).toEqual([true, false])
    const [listed] = await readUnresolvedPage(store(), site(), undefined)
    expect(listed?.summary).toMatchObject({ acknowledgedBy: 'Ada', version: 2 })
  })

  it('who saw an older version is told so', async () => {
    await track([await record(1, asDetected(pump))])
    const old = await only()
    await track([await record(2, asDetected(bed))])
    expect(await acknowledge(old)).toBe(false)
    expect((await only()).version).toBe(2)
  })
})

describe('trouble', () => {
  it('at one site is reported by its first record, and the others go on', async () => {
    const away = here(anomaly({ cell: 'pump', onset: 0 }))
    const bad = streamRecord(1, {
      type: eventTypes.anomalyDetected,
      detail: { ...away, site: 'x'.repeat(3_000) },
    })
    const result = await track([bad, await record(2, asDetected(pump))])
    expect(result.batchItemFailures).toEqual([{ itemIdentifier: '1' }])
    expect(result.faults).toHaveLength(1)
    expect(await all()).toHaveLength(1)
  })

  it('with a record that cannot be read is thrown, so that it is found and kept', async () => {
    const bad = streamRecord(1, { type: eventTypes.anomalyDetected, detail: { site: site() } })
    await expect(track([bad])).rejects.toThrow(/No matching discriminator/)
  })

  it('of a site nobody registered is none', async () => {
    const stranger = streamRecord(1, {
      type: eventTypes.siteTicked,
      detail: { site: 'nowhere', at: start },
    })
    expect(await track([stranger])).toEqual({ batchItemFailures: [], incidents: 0, faults: [] })
  })
})
