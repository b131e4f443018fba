import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { applyAction } from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { trackSite } from '#domain/incidents/track-site.ts'
import { anomaly, asDetected, start } from '#test/support/anomalies.ts'
import { type Happening, track, untouched } from '#test/support/tracking.ts'

const minute = 60_000
const at = (minutes: number) => start + minutes * minute
const told = (...anomalies: Anomaly[]) =>
  anomalies.map((one): Happening => ({ kind: 'anomaly', anomaly: one }))
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

/** Incidents as `root cell: cells` with the number of anomalies, oldest first. */
const shapes = (happenings: readonly Happening[], site = untouched) =>
  [...track(happenings, site).incidents.values()]
    .sort((a, b) => a.openedAt - b.openedAt)
    .map(
      ({ cells, anomalies }) => `${cells.map(({ cell }) => cell).join(' ')}: ${anomalies.length}`,
    )
const only = (happenings: readonly Happening[]): Incident => {
  const [incident, ...more] = track(happenings).incidents.values()
  if (!incident || more.length > 0) throw new Error(`There are ${more.length + 1} incidents.`)
  return incident
}

describe('anomalies belong together', () => {
  it.each<readonly [string, Anomaly[], string[]]>([
    [
      'in one cell, while they overlap',
      [
        anomaly({ cell: 'pump', onset: 0 }),
        anomaly({ cell: 'pump', sensor: 'humidity', onset: 90 }),
      ],
      ['pump: 2'],
    ],
    [
      'in one cell, when one returns within ten minutes',
      [anomaly({ cell: 'pump', onset: 0, clearedAt: 30 }), anomaly({ cell: 'pump', onset: 40 })],
      ['pump: 2'],
    ],
    [
      'of one sensor, when it returns within an hour',
      [anomaly({ cell: 'pump', onset: 0, clearedAt: 30 }), anomaly({ cell: 'pump', onset: 90 })],
      ['pump: 2'],
    ],
    [
      'no longer, when it returns after that',
      [anomaly({ cell: 'pump', onset: 0, clearedAt: 30 }), anomaly({ cell: 'pump', onset: 91 })],
      ['pump: 1', 'pump: 1'],
    ],
    [
      'no longer, when another sensor of the cell follows after ten minutes',
      [
        anomaly({ cell: 'pump', onset: 0, clearedAt: 30 }),
        anomaly({ cell: 'pump', sensor: 'humidity', onset: 41 }),
      ],
      ['pump: 1', 'pump: 1'],
    ],
    [
      'in one cell, when one returns after hours, within ten minutes of its end',
      [anomaly({ cell: 'pump', onset: 0, clearedAt: 300 }), anomaly({ cell: 'pump', onset: 310 })],
      ['pump: 2'],
    ],
    [
      'along the edges, when the cause is noticed long after its effect',
      [anomaly({ cell: 'bed-2', onset: 62 }), anomaly({ cell: 'pump', onset: 0, detectedAt: 90 })],
      ['pump bed-2: 2'],
    ],
    [
      'not, when the effect began too late for it',
      [anomaly({ cell: 'bed-2', onset: 63 }), anomaly({ cell: 'pump', onset: 0, detectedAt: 90 })],
      ['bed-2: 1', 'pump: 1'],
    ],
    [
      'along the edges, with the lag of the way and an hour',
      [anomaly({ cell: 'pump', onset: 0 }), anomaly({ cell: 'bed-2', onset: 62 })],
      ['pump bed-2: 2'],
    ],
    [
      'no longer, after that',
      [anomaly({ cell: 'pump', onset: 0 }), anomaly({ cell: 'bed-2', onset: 63 })],
      ['pump: 1', 'bed-2: 1'],
    ],
    [
      'even when the effect is detected first',
      [anomaly({ cell: 'bed-1', onset: 3 }), anomaly({ cell: 'pump', onset: 0, detectedAt: 9 })],
      ['pump bed-1: 2'],
    ],
    [
      'not, when the cause came long after the effect',
      [
        anomaly({ cell: 'bed-1', sensor: 'humidity', onset: 0 }),
        anomaly({ cell: 'pump', onset: 6 }),
      ],
      ['bed-1: 1', 'pump: 1'],
    ],
    [
      'not among neighbours without an edge',
      [
        anomaly({ cell: 'bed-1', onset: 0 }),
        anomaly({ cell: 'bed-2', sensor: 'humidity', onset: 0 }),
      ],
      ['bed-1: 1', 'bed-2: 1'],
    ],
    [
      'where two cells show one value alike within an hour, as weather does',
      [anomaly({ cell: 'bed-1', onset: 0 }), anomaly({ cell: 'house', onset: 60 })],
      ['bed-1 house: 2'],
    ],
    [
      'not, when they show it later',
      [anomaly({ cell: 'bed-1', onset: 0 }), anomaly({ cell: 'house', onset: 61 })],
      ['bed-1: 1', 'house: 1'],
    ],
    [
      'not, when one is high and the other low',
      [anomaly({ cell: 'bed-1', onset: 0 }), anomaly({ cell: 'house', onset: 5, value: 10 })],
      ['bed-1: 1', 'house: 1'],
    ],
    [
      'not, when a sensor is at fault',
      [
        anomaly({ cell: 'bed-1', detector: 'flat-line', onset: 0 }),
        anomaly({ cell: 'house', detector: 'flat-line', onset: 5 }),
      ],
      ['bed-1: 1', 'house: 1'],
    ],
    [
      'where three cells show it, for whoever shows it within three hours',
      [
        anomaly({ cell: 'bed-1', onset: 0 }),
        anomaly({ cell: 'bed-2', onset: 50 }),
        anomaly({ cell: 'house', onset: 100 }),
        anomaly({ cell: 'pump', onset: 280 }),
      ],
      ['bed-1 pump bed-2 house: 4'],
    ],
    [
      'among neighbours that have one cause',
      [
        anomaly({ cell: 'bed-1', onset: 1 }),
        anomaly({ cell: 'pump', onset: 0 }),
        anomaly({ cell: 'bed-2', onset: 2 }),
      ],
      ['pump bed-1 bed-2: 3'],
    ],
    [
      'when several fall silent at once',
      [
        anomaly({ cell: 'house', detector: 'silence', onset: 0 }),
        anomaly({ cell: 'bed-2', detector: 'silence', onset: 2 }),
      ],
      ['house bed-2: 2'],
    ],
    [
      'not, when they fall silent one after the other',
      [
        anomaly({ cell: 'house', detector: 'silence', onset: 0 }),
        anomaly({ cell: 'bed-2', detector: 'silence', onset: 3 }),
      ],
      ['house: 1', 'bed-2: 1'],
    ],
  ])('%s', (_, anomalies, expected) => {
    expect(shapes(told(...anomalies))).toEqual(expected)
  })

  it('behind one gateway, when they begin at once', () => {
    const site = {
      ...untouched,
      gateways: new Map([
        ['house', 'g1'],
        ['bed-2', 'g1'],
      ]),
    }
    const both = told(
      anomaly({ cell: 'house', onset: 0 }),
      anomaly({ cell: 'bed-2', sensor: 'humidity', onset: 1 }),
    )
    expect(shapes(both, site)).toEqual(['house bed-2: 2'])
    expect(shapes(both)).toEqual(['house: 1', 'bed-2: 1'])
  })
})

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
