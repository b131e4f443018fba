import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FaultKind, openFault } from '#simulators/feeds/faults/registry.ts'
import { loadSite, siteNames } from '#simulators/feeds/load-site.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { judgeLived } from '#simulators/replay/laboratory/judge-lived.ts'
import { planFaults } from '#simulators/replay/laboratory/plan-faults.ts'
import { faultKinds } from '#simulators/replay/laboratory/run-laboratory.ts'
import { tabulate } from '#simulators/replay/laboratory/tabulate.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'

const minute = 60_000
const day = 86_400_000
const places = new Map(siteNames.map(loadSite).map((site) => [site.site, placeOf(site)]))
const plan = { from: start, to: start + 30 * day, faultsFrom: start + 7 * day, ofEachKind: 3 }

describe('the plan of a laboratory', () => {
  const faults = planFaults(places, { ...plan, seed: 1 }, faultKinds)

  it('has faults of every kind, three at most, none in the days of learning', () => {
    const counts = Map.groupBy(faults, ({ kind }) => kind)
    expect([...counts.keys()].sort()).toEqual([...faultKinds].sort())
    for (const some of counts.values()) expect(some.length).toBeLessThanOrEqual(3)
    expect(Math.min(...faults.map(({ onset }) => onset))).toBeGreaterThanOrEqual(plan.faultsFrom)
  })

  it('lets no sensor be touched by two at once', () => {
    const labels = faults.map((fault) => openFault(fault, places).label)
    const meet = labels.flatMap((a, index) =>
      labels
        .slice(index + 1)
        .filter((b) => a.onset <= b.settledBy && b.onset <= a.settledBy)
        .filter((b) => a.sensors.some((sensor) => b.sensors.includes(sensor)))
        .map((b) => `${a.kind} ${b.kind}`),
    )
    expect(meet).toEqual([])
  })

  it('is the same for the same seed and another for another', () => {
    const kinds: FaultKind[] = ['spike', 'drift']
    expect(planFaults(places, { ...plan, seed: 1 }, kinds)).toEqual(
      planFaults(places, { ...plan, seed: 1 }, kinds),
    )
    expect(planFaults(places, { ...plan, seed: 2 }, kinds)).not.toEqual(
      planFaults(places, { ...plan, seed: 1 }, kinds),
    )
  })
})

describe('what was told in a laboratory', () => {
  const label = {
    kind: 'spike',
    ordinary: false,
    site: 'garden',
    sensors: ['garden.pump.temperature'],
    onset: start + 10 * minute,
    end: start + 12 * minute,
    settledBy: start + 12 * minute,
    rootCell: 'pump',
    expectedCells: ['pump'],
  }
  const judge = (own: ReturnType<typeof anomaly>) =>
    judgeLived(
      {
        readings: 1,
        told: [{ anomaly: own, at: own.detectedAt, severity: own.severity }],
        incidents: [{ id: 'i', openedAt: own.detectedAt, anomalies: [own] }],
      },
      [label],
      start,
    )

  it('of a touched sensor, while it lasts, is found after so long', () => {
    const judged = judge(anomaly({ cell: 'pump', onset: 11 }))
    expect(judged.outcomes).toMatchObject([{ foundAfter: minute, notedAfter: minute }])
    expect(judged.falseIncidents).toEqual([])
    expect(tabulate([judged], 1_000, 60)).toMatchObject({
      classes: [{ kind: 'spike', injected: 1, recall: 1, medianDelayReadings: 2 }],
      falseIncidentsPer1000SensorDays: 0,
    })
  })

  it.each([
    ['before it begins', anomaly({ cell: 'pump', onset: 5 })],
    ['long after it is over', anomaly({ cell: 'pump', onset: 60 })],
    ['of another sensor', anomaly({ cell: 'pump', sensor: 'humidity', onset: 11 })],
  ])('%s is false and finds nothing', (_, own) => {
    const judged = judge(own)
    expect(judged.outcomes).toMatchObject([{ foundAfter: null }])
    expect(judged.falseIncidents).toHaveLength(1)
    expect(tabulate([judged], 1_000, 60).falseIncidentsPer1000SensorDays).toBe(1)
  })
})

describe('the calibration of a clean laboratory', () => {
  it('counts the readings after the week of learning by the chances they were given', async () => {
    const words = ['laboratory', '--clean', '--calibration', '--worlds', '1', '--days', '8']
    const { stdout } = await runHyphae([...words, '--every', '1800', '--json'], {})
    const { sensorDays, calibration } = JSON.parse(stdout)
    const [tenth, hundredth] = calibration
    expect(calibration.map(({ stated }: { stated: number }) => stated)).toEqual([
      0.1, 0.01, 0.001, 0.0001,
    ])
    // Commanded sensors and small groups of people have no score.
    expect(tenth.readings).toBeGreaterThan(0.7 * 48 * sensorDays)
    expect(tenth.readings).toBeLessThanOrEqual(49 * sensorDays)
    for (const { ratio } of [tenth, hundredth]) {
      expect(ratio).toBeGreaterThan(0.5)
      expect(ratio).toBeLessThan(2)
    }
  }, 60_000)

  it('is refused where faults are put into the world', async () => {
    const { code, stderr } = await runHyphae(['laboratory', '--calibration'], {})
    expect(code).toBe(2)
    expect(stderr).toContain('--calibration was given without --clean')
  })
})

describe('a labelled trace', () => {
  it('is scored by what was found of each kind, beside two that look at no value', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hyphae-traces-'))
    const path = join(folder, 'day.ndjson')
    await runHyphae(['simulate', '--scenario', 'level-shift', '--hours', '8', '--out', path], {})
    const { stdout } = await runHyphae(
      ['score', '--format', 'trace', '--data', folder, '--json'],
      {},
    )
    expect(JSON.parse(stdout)).toMatchObject({
      events: { recall: 1, medianDelayReadings: 1 },
      classes: [{ kind: 'level-shift', injected: 1, found: 1 }],
      baselines: { clock: { recall: 0 }, forever: { recall: 0 } },
    })
  }, 60_000)

  it('is scored apart from others, by file, with a result per sensor, and says what it does not use', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hyphae-traces-'))
    const line = ['simulate', '--scenario', 'level-shift', '--hours', '8', '--out']
    await runHyphae([...line, join(folder, 'day.ndjson')], {})
    await runHyphae([...line, join(folder, 'other.ndjson')], {})
    const [list, out] = [join(folder, 'list'), join(folder, 'results')]
    writeFileSync(list, '# one of two\nday.ndjson\n')
    const score = ['score', '--format', 'trace', '--data', folder, '--files', list, '--json']
    const asked = [...score, '--out', out, '--by-file', '--calibration']
    const { stdout, stderr } = await runHyphae(asked, {})
    expect(stderr).toContain('Not used for trace: --calibration\n')
    expect(JSON.parse(stdout)).toMatchObject({
      byFile: [{ file: 'day.ndjson', recall: 1, medianDelayReadings: 1 }],
    })
    const { labels } = JSON.parse(readFileSync(join(folder, 'day.labels.json'), 'utf8'))
    const [{ sensors, onset, settledBy }] = labels
    const text = readFileSync(join(out, 'day', `${sensors[0]}.csv`), 'utf8')
    const [header, ...rows] = text.trim().split('\n')
    expect(header).toBe('timestamp,value,anomaly_score,label')
    const fields = rows.map((row) => row.split(','))
    for (const [time, , , label] of fields) {
      const at = Date.parse(`${time}Z`.replace(' ', 'T'))
      expect(label).toBe(at >= onset && at <= settledBy ? '1' : '0')
    }
    expect(fields.find(([, , rating]) => rating === '1')?.[3]).toBe('1')
    expect(existsSync(join(out, 'other'))).toBe(false)
    const { code, stderr: why } = await runHyphae([...score, '--out', folder], {})
    expect({ code, why }).toMatchObject({ code: 2, why: expect.stringContaining('overwrite') })
    writeFileSync(list, 'night.ndjson\n')
    expect((await runHyphae(score, {})).stderr).toContain('no labelled trace "night.ndjson"')
  }, 180_000)

  it('without labels beside it is refused by name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hyphae-traces-'))
    const { code, stderr } = await runHyphae(['score', '--format', 'trace', '--data', folder], {})
    expect(code).toBe(2)
    expect(stderr).toContain('No labelled trace is in')
  })
})
