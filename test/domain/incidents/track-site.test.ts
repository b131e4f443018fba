import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { applyAction } from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { trackSite } from '#domain/incidents/track-site.ts'
import { anomaly, asDetected, start } from '#test/support/anomalies.ts'
import { type Happening, shapes, told, track, untouched } from '#test/support/tracking.ts'

const minute = 60_000
const at = (minutes: number) => start + minutes * minute
const time = (minutes: number): Happening => ({ kind: 'time', at: at(minutes) })
const person = (kind: 'acknowledge' | 'resolve', minutes: number, id?: string): Happening => ({
  kind: 'person',
  act(incidents) {
    const incident = incidents.find((one) => one.id === (id ?? one.id))
    const outcome = incident && applyAction(incident, { kind, by: 'Ada' }, at(minutes))
    if (outcome?.kind !== 'applied') throw new Error('Nothing to act on.')
    return outcome.incident
  },
})

const only = (happenings: readonly Happening[]): Incident => {
  const [incident, ...more] = track(happenings).incidents.values()
  if (!incident || more.length > 0) throw new Error(`There are ${more.length + 1} incidents.`)
  return incident
}

describe('a pump that fails', () => {
  const cascade = [
    anomaly({ cell: 'bed-1', onset: 2, detectedAt: 3, clearedAt: 50 }),
    anomaly({ cell: 'bed-1', sensor: 'humidity', onset: 2, detectedAt: 3, clearedAt: 50 }),
    anomaly({ cell: 'pump', onset: 0, detectedAt: 4, clearedAt: 48, score: 9, severity: 'major' }),
    anomaly({ cell: 'pump', sensor: 'humidity', onset: 1, detectedAt: 4, clearedAt: 48 }),
    anomaly({ cell: 'bed-2', onset: 5, detectedAt: 6, clearedAt: 52 }),
  ]

  it('is one incident with the pump as its cause, though a bed was noticed first', () => {
    const incident = only(told(...cascade.map(asDetected)))
    expect(incident).toMatchObject({
      // The first by time, and of two at once by name.
      id: `inc-${cascade[1]?.id}`,
      state: { status: 'open' },
      severity: 'critical',
      rootCell: 'pump',
      rootCellName: 'Pump',
      title:
        'Pump: Temperature unusually high, 1 other metric with it, 3 sensors downstream in 2 cells',
      openedAt: at(3),
      updatedAt: at(6),
      omittedAnomalies: 0,
    })
    expect(incident.cells).toMatchObject([
      { cell: 'pump', name: 'Pump', onset: at(0), downstream: false, sensors: 2 },
      { cell: 'bed-1', downstream: true, sensors: 2, suppressedBy: 'pump' },
      { cell: 'bed-2', downstream: true, sensors: 1, suppressedBy: 'pump' },
    ])
    expect(incident.timeline.map(({ kind }) => kind)).toEqual([
      ...['opened', 'grew', 'severity', 'grew', 'grew', 'severity', 'grew'],
    ])
  })

  it('is over by itself ten minutes after the last anomaly', () => {
    const all = told(...cascade)
    expect(only([...all, time(61)]).state).toEqual({ status: 'recovering', since: at(52) })
    const over = only([...all, time(62)])
    expect(over.state).toEqual({ status: 'resolved', resolvedBy: 'hyphae', resolvedAt: at(62) })
    expect(over.timeline.at(-1)).toEqual({
      at: at(62),
      kind: 'resolved',
      by: 'hyphae',
      text: 'Calm for 10 min.',
    })
  })

  it('opens the same incident again when it fails again within ten minutes', () => {
    const again = anomaly({ cell: 'pump', onset: 57, detectedAt: 64 })
    const incident = only([...told(...cascade), time(63), ...told(again)])
    expect(incident.state).toEqual({ status: 'open' })
    expect(
      incident.timeline.filter(({ by, at: when }) => by === 'hyphae' && when >= at(62)),
    ).toEqual([
      expect.objectContaining({ kind: 'resolved', at: at(62) }),
      expect.objectContaining({ kind: 'reopened', at: at(64) }),
      expect.objectContaining({ kind: 'grew', at: at(64) }),
    ])
    expect(incident.reopened).toBe(1)
  })
})

it('an incident that spreads over thousands of cells fits into an item, and names its cause', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `${'c'.repeat(55)}-${index}`)
  const storm = ['pump', ...names].map((cell, index) =>
    anomaly({
      cell,
      onset: index === 0 ? 0 : 1,
      detectedAt: index === 0 ? 9 : 1,
      value: 31.234_567,
    }),
  )
  const lags = new Map(names.map((name) => [name, 60]))
  const site = {
    ...untouched,
    cellNames: new Map(names.map((name) => [name, 'é'.repeat(80)])),
    downstream: new Map([['pump', lags]]),
    clock: at(9),
    anomalies: new Map(storm.map((one) => [one.id, one])),
  }
  const { changed } = trackSite(site)
  expect(changed).toHaveLength(1)
  expect(changed[0]).toMatchObject({
    rootCell: 'pump',
    title: 'pump: Temperature unusually high, 5000 sensors downstream in 5000 cells',
  })
  expect(Buffer.byteLength(JSON.stringify(changed[0]))).toBeLessThan(390_000)
}, 20_000)

describe('severity', () => {
  const warm = (cell: string, sensor: string, severity: Anomaly['severity'] = 'warning') =>
    anomaly({ cell, sensor, onset: 0, severity })
  it.each<readonly [string, Anomaly[], string]>([
    ['of one sensor is its own', [warm('pump', 'temperature')], 'warning'],
    ['of one sensor may be major', [warm('pump', 'temperature', 'major')], 'major'],
    ['of two is the worse', [warm('pump', 'a'), warm('pump', 'b', 'major')], 'major'],
    [
      'of three in a cell is major',
      [warm('pump', 'a'), warm('pump', 'b'), warm('pump', 'c')],
      'major',
    ],
    [
      'of five over three cells is critical',
      [
        warm('pump', 'a'),
        warm('pump', 'b'),
        warm('bed-1', 'a'),
        warm('bed-1', 'b'),
        warm('bed-2', 'a'),
      ],
      'critical',
    ],
    [
      'of five over two cells is not',
      [
        warm('pump', 'a'),
        warm('pump', 'b'),
        warm('bed-1', 'a'),
        warm('bed-1', 'b'),
        warm('bed-1', 'c'),
      ],
      'major',
    ],
  ])('%s', (_, anomalies, severity) => {
    expect(only(told(...anomalies)).severity).toBe(severity)
  })
})

describe('a title', () => {
  it.each<readonly [string, Anomaly[]]>([
    ['Pump: Temperature unusually high', [anomaly({ cell: 'pump', onset: 0 })]],
    ['Pump: Temperature unusually low', [anomaly({ cell: 'pump', onset: 0, value: 3 })]],
    ['Pump: Temperature looks stuck', [anomaly({ cell: 'pump', onset: 0, detector: 'flat-line' })]],
    [
      'Pump: Temperature has gone silent',
      [anomaly({ cell: 'pump', onset: 0, detector: 'silence' })],
    ],
    [
      'Pump: 2 sensors have gone silent, 1 sensor downstream in 1 cell',
      [
        anomaly({ cell: 'pump', onset: 0, detector: 'silence' }),
        anomaly({ cell: 'pump', sensor: 'humidity', onset: 0, detector: 'silence' }),
        anomaly({ cell: 'bed-1', onset: 1, detector: 'silence' }),
      ],
    ],
    [
      'Pump: Humidity unusually low, 1 other metric with it',
      [
        anomaly({ cell: 'pump', onset: 0, score: 5 }),
        anomaly({ cell: 'pump', sensor: 'humidity', onset: 0, score: 6, value: 1 }),
      ],
    ],
  ])('says %j', (title, anomalies) => {
    expect(only(told(...anomalies)).title).toBe(title)
  })
})

describe('an incident that people act on', () => {
  const first = anomaly({ cell: 'pump', onset: 0 })
  const later = anomaly({ cell: 'pump', sensor: 'humidity', onset: 20 })

  it('stays acknowledged while it grows', () => {
    const incident = only([...told(first), person('acknowledge', 5), ...told(later)])
    expect(incident.state).toEqual({
      status: 'acknowledged',
      acknowledgedBy: 'Ada',
      acknowledgedAt: at(5),
    })
    expect(incident.anomalies).toHaveLength(2)
    expect(incident.timeline.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      'opened hyphae',
      'acknowledged Ada',
      'grew hyphae',
    ])
  })

  it('is over once a person says so, and what comes later is a new one', () => {
    const happenings = [...told(first), person('resolve', 5), ...told(later)]
    expect(shapes(happenings)).toEqual(['pump: 1', 'pump: 1'])
    const [old, fresh] = [...track(happenings).incidents.values()].sort(
      (a, b) => a.openedAt - b.openedAt,
    )
    expect(old?.state).toEqual({ status: 'resolved', resolvedBy: 'Ada', resolvedAt: at(5) })
    expect(fresh?.state).toEqual({ status: 'open' })
  })

  it('stays over when what it was about clears', () => {
    const cleared = anomaly({ cell: 'pump', onset: 0, clearedAt: 30 })
    const incident = only([...told(first), person('resolve', 5), ...told(cleared), time(90)])
    expect(incident.state).toEqual({ status: 'resolved', resolvedBy: 'Ada', resolvedAt: at(5) })
    expect(incident.timeline.filter(({ kind }) => kind === 'resolved')).toHaveLength(1)
  })

  it('keeps its name and what people did when something earlier turns up', () => {
    const earlier = anomaly({ cell: 'pump', sensor: 'humidity', onset: -9, detectedAt: -8 })
    const before = only(told(first))
    const incident = only([...told(first), person('acknowledge', 5), ...told(earlier)])
    expect(incident.id).toBe(before.id)
    expect(incident.openedAt).toBe(before.openedAt)
    expect(incident.state.status).toBe('acknowledged')
    expect(incident.anomalies).toHaveLength(2)
  })

  it('does not swallow what was over in its cell long before', () => {
    const yesterday = anomaly({ cell: 'pump', onset: -1_440, clearedAt: -1_400 })
    expect(shapes([...told(first), person('acknowledge', 5), ...told(yesterday)])).toEqual([
      'pump: 1',
      'pump: 1',
    ])
  })

  it('outlives what would otherwise make it part of another', () => {
    const bed = anomaly({ cell: 'bed-1', onset: 1 })
    const pump = anomaly({ cell: 'pump', onset: 0, detectedAt: 0.5 })
    const bedFirst = [...told(bed), person('acknowledge', 2), ...told(pump)]
    expect(only(bedFirst)).toMatchObject({ rootCell: 'pump', state: { status: 'acknowledged' } })
  })

  it('keeps what people did in a timeline of any length', () => {
    const many = Array.from({ length: 300 }, (_, n) =>
      anomaly({ cell: 'pump', sensor: `s${n}`, onset: 10 + n }),
    )
    const incident = only([...told(first), person('acknowledge', 400), ...told(...many)])
    expect(incident.timeline.some(({ by }) => by === 'Ada')).toBe(true)
    expect(incident.anomalies).toHaveLength(60)
    expect(incident.omittedAnomalies).toBe(241)
  })
})
