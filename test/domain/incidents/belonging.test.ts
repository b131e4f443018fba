import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { anomaly } from '#test/support/anomalies.ts'
import { shapes, told, untouched } from '#test/support/tracking.ts'

function parting(ofTemperature: number, ofHumidity: number) {
  const shares = { Temperature: ofTemperature, Humidity: ofHumidity }
  return {
    contributors: Object.entries(shares).map(([label, share]) => ({ sensor: label, label, share })),
  }
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
      'where the same parts from the others in two cells within an hour',
      [
        { ...anomaly({ cell: 'bed-1', detector: 'relations', onset: 0 }), ...parting(0.7, 0.3) },
        { ...anomaly({ cell: 'house', detector: 'relations', onset: 60 }), ...parting(0.4, 0.6) },
      ],
      ['bed-1 house: 2'],
    ],
    [
      'not, when what the one parts in is a small share of the other',
      [
        { ...anomaly({ cell: 'bed-1', detector: 'relations', onset: 0 }), ...parting(0.8, 0.2) },
        { ...anomaly({ cell: 'house', detector: 'relations', onset: 5 }), ...parting(0.2, 0.8) },
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
