import { describe, expect, it } from 'vitest'
import type { Notice } from '#domain/notify/notice.ts'
import { type Memory, trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { findIncident, readIncident } from '#store/incidents.ts'
import { loadUnresolved } from '#store/mend-unresolved.ts'
import { planNotice, readNotices } from '#store/notices.ts'
import { anomaly, asDetected, start } from '#test/support/anomalies.ts'
import { bed, house, pump, trackedGarden } from '#test/support/tracked-garden.ts'

const { bus, renew, ports, record, tick, track, told, all, only, store, site } = trackedGarden()

describe('anomalies in the stream', () => {
  it('become incidents that are found again by id, by site and in the history', async () => {
    const result = await track([
      await record(1, asDetected(pump)),
      await record(2, asDetected(bed)),
    ])
    expect(result).toEqual({ batchItemFailures: [], incidents: 1, faults: [] })
    const incident = await only()
    expect(incident).toMatchObject({ version: 1, rootCell: 'pump', state: { status: 'open' } })
    expect(await readIncident(store(), incident.id)).toEqual(incident)
    expect(await loadUnresolved(store(), site())).toEqual([incident])
    expect(told()).toEqual(['opened 1'])
  })

  it('change nothing and tell nobody when they come again, remembered or not', async () => {
    const records = [
      await record(1, asDetected(pump)),
      await record(2, asDetected(bed)),
      tick(3, 9),
    ]
    const memory: Memory = new Map()
    await track(records, memory)
    const before = await all()
    expect(await track(records, memory)).toMatchObject({ incidents: 0 })
    expect(await track(records)).toMatchObject({ incidents: 0 })
    expect(await all()).toEqual(before)
    expect(told()).toEqual(['opened 1'])
  })

  it('come to the same in any order and in any batches', async () => {
    const news = async () => [
      await record(1, asDetected(pump)),
      await record(2, asDetected(bed)),
      await record(3, house),
      await record(4, pump),
      await record(5, bed),
      tick(6, 100),
    ]
    const shape = async () =>
      (await all())
        .map(({ version: _, ...incident }) => JSON.stringify(incident).replaceAll(site(), 'garden'))
        .sort()
    await track(await news())
    const expected = await shape()
    expect(expected).toHaveLength(2)
    const orders = [
      [5, 4, 3, 2, 1, 0],
      [3, 0, 5, 1, 4, 2],
      [2, 2, 4, 4, 3, 5],
    ]
    for (const order of orders) {
      await renew()
      const records = await news()
      for (const index of order) await track(records.slice(index, index + 1))
      expect(await shape()).toEqual(expected)
    }
  })

  it('end by the time that a tick tells, and leave the unresolved', async () => {
    await track([await record(1, pump)])
    expect((await only()).state.status).toBe('recovering')
    await track([tick(2, 49)])
    expect((await only()).state.status).toBe('recovering')
    await track([tick(3, 50)])
    expect((await only()).state).toMatchObject({ status: 'resolved', resolvedBy: 'hyphae' })
    expect(await loadUnresolved(store(), site())).toEqual([])
    expect(told()).toEqual(['opened 1', 'resolved 2'])
  })

  it('say what is new: a worse severity, or only more of it', async () => {
    await track([await record(1, asDetected(pump))])
    await track([await record(2, asDetected(bed))])
    await track([await record(3, anomaly({ cell: 'pump', sensor: 'humidity', onset: 4 }))])
    expect(told()).toEqual(['opened 1', 'updated 2', 'now-major 3'])
  })
})

describe('a function that is killed', () => {
  it('before it saves tells again what it told, under the same version', async () => {
    const records = [await record(1, asDetected(pump))]
    const away = { ...store(), opsTable: 'away' }
    // Everything was read and told; only the saving fails.
    const memory: Memory = new Map()
    await track([tick(0, 0)], memory)
    const failed = await trackIncidents(records, { ...ports(), store: away }, memory)
    expect(failed.batchItemFailures).toEqual([{ itemIdentifier: '1' }])
    expect(await all()).toEqual([])
    await track(records)
    expect(told()).toEqual(['opened 1', 'opened 1'])
    expect((await only()).version).toBe(1)
  })
})

describe('a function that is started anew', () => {
  const days = 1_440
  it('takes what a long incident left for no new one', async () => {
    const memory: Memory = new Map()
    await track([await record(1, pump)], memory)
    // It goes on for a week, and ends.
    for (const day of [1, 2, 3, 4, 5, 6, 7]) {
      const onset = (day - 1) * days + 30
      const one = anomaly({ cell: 'pump', sensor: `s${day}`, onset, clearedAt: day * days + 40 })
      await track([await record(1 + day, one)], memory)
    }
    await track([tick(20, 12 * days)], memory)
    const before = await all()
    expect(before).toHaveLength(1)
    bus.resetHistory()
    await track([tick(21, 12 * days + 1)])
    expect(await all()).toEqual(before)
    expect(told()).toEqual([])
  })

  it('knows the anomalies of the week, though no incident names them all', async () => {
    const memory: Memory = new Map()
    const many = Array.from({ length: 70 }, (_, n) =>
      anomaly({ cell: 'pump', sensor: `s${n}`, onset: n }),
    )
    await track(await Promise.all(many.map((one, index) => record(index + 1, one))), memory)
    const before = await only()
    expect(before.omittedAnomalies).toBe(10)
    await track([tick(99, 80)])
    expect(await only()).toEqual(before)
  })
})

describe('an incident whose founder turns out to be another', () => {
  it('is found by its old name, and whoever was told of it is not told anew', async () => {
    await track([await record(1, asDetected(bed))])
    const old = await only()
    const told: Notice = {
      ...{ schemaVersion: 1, id: 'opened#1~shift', version: 1, incident: old.id, site: site() },
      ...{ receiver: 'shift', route: 'all', cause: 'opened', severity: 'warning' },
      ...{ incidentVersion: 1, plannedAt: start, dueAt: start, heldBy: null },
      ...{ groupDelaySeconds: 30, repeatMinutes: null, escalate: null },
      state: { status: 'sent', delivery: 'd1', at: start, attempts: 1 },
    }
    await planNotice(store(), told)
    await planNotice(store(), { ...told, id: 'waiting', state: { status: 'planned' } })
    const repeat = {
      ...told,
      id: 'repeat#1',
      cause: 'repeat',
      state: { status: 'planned' },
    } as const
    await planNotice(store(), repeat)
    await track([await record(2, asDetected(pump))])
    const now = await only()
    expect(now.id).not.toBe(old.id)
    expect((await findIncident(store(), old.id))?.id).toBe(now.id)
    const { notices } = await readNotices(store(), now.id)
    expect(notices.map(({ id, state }) => [id, state.status])).toEqual([
      ['opened#1~shift', 'sent'],
      ['repeat#1', 'planned'],
    ])
  })
})
