import type { Cell, Sensor } from '#domain/sensor.ts'
import { traitsOf } from '#simulators/feeds/ecocell/traits.ts'
import type { Place, Places } from '#simulators/feeds/faults/places.ts'
import type { FaultKind, FaultSpec } from '#simulators/feeds/faults/registry.ts'
import type { Dice } from './dice.ts'
import { ordinarySpans } from './ordinary-spans.ts'

type When = (hours: number) => { readonly onset: number; readonly end: number }
/** Nothing where the dice fell on a place where this cannot happen. */
type Draft<Kind> = (
  places: Places,
  dice: Dice,
  when: When,
) => Extract<FaultSpec, { readonly kind: Kind }> | undefined

/** Lasting and sized as in the scenarios, which are as in the stories and in operators' logs, and spread around that. */
export const drafts: { readonly [Kind in FaultKind]: Draft<Kind> } = {
  spike: (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => ({
      ...{ kind: 'spike', ...place, ...when(dice.between(1, 4) / 60) },
      size: sizeOf(sensor, dice, 0.45, 1),
    })),
  burst: (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => ({
      ...{ kind: 'burst', ...place, ...when(dice.between(1, 4)) },
      size: Math.abs(sizeOf(sensor, dice, 0.35, 0.8)),
      share: dice.between(0.2, 0.5),
    })),
  'level-shift': (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => ({
      ...{ kind: 'level-shift', ...place, ...when(dice.between(3, 12)) },
      size: sizeOf(sensor, dice, 0.35, 0.7),
    })),
  drift: (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => {
      const hours = dice.between(36, 60)
      const perHour = sizeOf(sensor, dice, 0.5, 0.8) / hours
      return { kind: 'drift', ...place, ...when(hours), perHour }
    }),
  calibration: (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => ({
      ...{ kind: 'calibration', ...place, ...when(dice.between(8, 24)) },
      gain: 1,
      offset: sizeOf(sensor, dice, 0.35, 0.7),
    })),
  stuck: (places, dice, when) =>
    ofSensor(places, dice, (place) => ({ kind: 'stuck', ...place, ...when(dice.between(6, 14)) })),
  'noise-growth': (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => ({
      ...{ kind: 'noise-growth', ...place, ...when(dice.between(12, 24)) },
      size: Math.abs(sizeOf(sensor, dice, 0.2, 0.4)),
    })),
  'unit-mix-up': (places, dice, when) =>
    ofSensor(places, dice, (place, { metric }) => ({
      ...{ kind: 'unit-mix-up', ...place, ...when(dice.between(3, 10)) },
      as:
        metric === 'air-temperature'
          ? 'fahrenheit'
          : (dice.pick(['fraction', 'thousandfold'] as const) ?? 'fraction'),
    })),
  dropout: (places, dice, when) =>
    ofSensor(places, dice, (place) => ({ kind: 'dropout', ...place, ...when(dice.between(1, 8)) })),
  'flapping-gateway': (places, dice, when) =>
    ofCell(places, dice, anyCell, (place) => ({
      ...{ kind: 'flapping-gateway', ...place, ...when(dice.between(2, 6)) },
      everySeconds: 1_200,
      silentShare: dice.between(0.4, 0.6),
    })),
  'clock-skew': (places, dice, when) =>
    ofCell(places, dice, anyCell, (place) => ({
      ...{ kind: 'clock-skew', ...place, ...when(dice.between(3, 8)) },
      bySeconds: -Math.round(dice.between(180, 2_400)),
    })),
  'duplicate-delivery': (places, dice, when) =>
    ofCell(places, dice, anyCell, (place) => ({
      ...{ kind: 'duplicate-delivery', ...place, ...when(dice.between(2, 8)) },
      share: 0.5,
      delaySeconds: 60,
    })),
  'reordered-delivery': (places, dice, when) =>
    ofCell(places, dice, anyCell, (place) => ({
      ...{ kind: 'reordered-delivery', ...place, ...when(dice.between(2, 8)) },
      share: 0.3,
      delaySeconds: 20,
    })),
  'hub-failure': (places, dice, when) =>
    ofCell(places, dice, leadsOn, (place) => ({
      ...{ kind: 'hub-failure', ...place, ...when(dice.between(2, 6)) },
      depth: dice.between(0.6, 0.95),
      rampSeconds: dice.between(30, 900),
    })),
  'symbiogen-malfunction': (places, dice, when) =>
    ofCell(places, dice, growing, (place) => ({
      ...{ kind: 'symbiogen-malfunction', ...place, ...when(dice.between(12, 24)) },
      depth: dice.between(0.5, 0.8),
    })),
  'over-extraction': (places, dice, when) =>
    ofCell(places, dice, growing, (place) => ({
      ...{ kind: 'over-extraction', ...place, ...when(dice.between(24, 36)) },
      perHour: dice.between(2.5, 4.5),
    })),
  'lost-resilience': (places, dice, when) =>
    ofSensor(
      places,
      dice,
      (place, sensor) => ({
        ...{ kind: 'lost-resilience', ...place, ...when(16 * 24) },
        size: Math.abs(sizeOf(sensor, dice, 0.005, 0.01)),
      }),
      ({ spentAt }) => spentAt !== null,
    ),
  'emotional-runaway': (places, dice, when) =>
    ofCell(places, dice, peopled, (place) => ({
      ...{ kind: 'emotional-runaway', ...place, ...when(dice.between(9, 14)) },
      gain: 13,
      buildUpSeconds: 10_800,
    })),
  fragmentation: (places, dice, when) =>
    ofSite(places, dice, (site) => ({
      ...{ kind: 'fragmentation', site, ...when(dice.between(10, 18)) },
      size: dice.between(0.35, 0.45),
    })),
  'hyper-curation': (places, dice, when) =>
    ofCell(places, dice, peopled, (place) => ({
      ...{ kind: 'hyper-curation', ...place, ...when(dice.between(36, 60)) },
      damping: dice.between(0.9, 0.95),
    })),
  'consent-withdrawal': (places, dice, when) =>
    ofCell(places, dice, peopled, (place) => ({
      ...{ kind: 'consent-withdrawal', ...place, ...when(dice.between(12, 24)) },
      share: 0.95,
    })),
  'total-outage': (places, dice, when) =>
    ofSite(places, dice, (site) => ({ kind: 'total-outage', site, ...when(dice.between(1, 3)) })),
  maintenance: (places, dice, when) =>
    ofCell(places, dice, anyCell, (place) => ({
      ...{ kind: 'maintenance', ...place, ...when(dice.between(0.5, 2)) },
    })),
  'weather-front': (places, dice, when) =>
    ofSite(places, dice, (site) => ({
      ...{ kind: 'weather-front', site, ...when(dice.between(16, 30)) },
      size: dice.between(-10, -6),
    })),
  holiday: (places, dice, when) =>
    ofSite(places, dice, (site) => ({ kind: 'holiday', site, ...when(24) })),
  'class-visit': (places, dice, when) =>
    ofCell(places, dice, peopled, (place) => ({
      ...{ kind: 'class-visit', ...place, ...when(dice.between(1, 2)) },
      extra: dice.between(0.4, 0.9),
    })),
  'sensor-moved': (places, dice, when) =>
    ofSensor(places, dice, (place, sensor) => ({
      ...{ kind: 'sensor-moved', ...place, ...when(dice.between(8, 24)) },
      size: sizeOf(sensor, dice, 0.08, 0.14),
    })),
}

const anyCell = () => true
/** Of whom enough report to be shown even when half of them are out: nobody may see what goes on among fewer. */
const peopled = ({ feed, site, cell }: Cell) =>
  feed === 'ecocell' && traitsOf(site, cell).reporters >= 24
const growing = ({ sensors }: Cell) => sensors.some(({ metric }) => metric === 'soil-moisture')
const leadsOn = ({ cell }: Cell, { site }: Place) => site.edges.some(({ from }) => from === cell)

interface SensorAt {
  readonly site: string
  readonly cell: string
  readonly sensor: string
}

function ofSensor<Spec>(
  places: Places,
  dice: Dice,
  make: (place: SensorAt, sensor: Sensor) => Spec,
  suits: (sensor: Sensor) => boolean = () => true,
): Spec | undefined {
  const all = [...places.values()].flatMap(measuring)
  const sensor = dice.pick(all.filter((one) => one.metric in ordinarySpans && suits(one)))
  return sensor && make({ site: sensor.site, cell: sensor.cell, sensor: sensor.sensor }, sensor)
}

function ofCell<Spec>(
  places: Places,
  dice: Dice,
  suits: (cell: Cell, place: Place) => boolean,
  make: (place: Omit<SensorAt, 'sensor'>) => Spec,
): Spec | undefined {
  const all = [...places.values()].flatMap((place) =>
    place.cells.filter((cell) => suits(cell, place)),
  )
  const cell = dice.pick(all)
  return cell && make({ site: cell.site, cell: cell.cell })
}

/** Of people, or of weather, which both sites have: faultProblem says where it cannot be. */
function ofSite<Spec>(places: Places, dice: Dice, make: (site: string) => Spec): Spec | undefined {
  const peoples = [...places.values()].filter(({ cells }) => cells.some(peopled))
  const place = dice.pick(peoples)
  return place && make(place.site.site)
}

/** These often rest near the end of their range: downward a fault would be cut off there, and be of no size at all. */
const nearZero: ReadonlySet<string> = new Set(['flow', 'spore-density'])

/** A share of what is ordinary, up or down. */
function sizeOf({ metric }: Sensor, dice: Dice, least: number, most: number): number {
  const isDown = dice.between(0, 1) < 0.5 && !nearZero.has(metric)
  const sign = isDown ? -1 : 1
  return sign * dice.between(least, most) * (ordinarySpans[metric] ?? 1)
}

/** Sensors that measure something that goes on by itself, and whose ordinary range is known. */
function measuring({ cells }: Place): Sensor[] {
  return cells.flatMap(({ sensors }) =>
    sensors.filter(({ commanded, minimumPeople }) => !commanded && minimumPeople === 0),
  )
}
