import type { Sensor } from '#domain/sensor.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'

export interface Row {
  readonly sensor: Sensor
  readonly cellName: string
}

const mostRows = 6
/** Where a fault shows first or best, where the order of the site file does not say it. */
const telling: Readonly<Record<string, readonly string[]>> = {
  'symbiogen-malfunction': ['symbiogen-activity', 'nitrate', 'dissolved-oxygen'],
  'over-extraction': ['soil-moisture', 'flow', 'symbiogen-activity'],
  'emotional-runaway': ['mood-arousal', 'temperature-setpoint', 'conditioning-power'],
  'hyper-curation': ['mood-variety', 'mood-valence', 'mood-arousal'],
  fragmentation: ['mood-division', 'mood-agreement', 'mood-valence'],
  'consent-withdrawal': ['mood-valence', 'mood-arousal'],
  'class-visit': ['co2', 'spore-density'],
  holiday: ['co2', 'spore-density', 'mood-valence'],
  'weather-front': ['soil-moisture', 'conditioning-power', 'dissolved-oxygen'],
}
/** What a glance at an ordinary day should show. */
const everyday = [
  'soil-moisture',
  'nitrate',
  'flow',
  'co2',
  'air-temperature',
  'mood-valence',
] as const

/** The sensors that tell the story: of each fault the ones nearest its root, and one that has no part in it. */
export function chooseRows(places: Places, labels: readonly FaultLabel[]): Row[] {
  const all = [...places.values()].flatMap(({ cells }) =>
    cells.flatMap(({ name, sensors }) => sensors.map((sensor) => ({ sensor, cellName: name }))),
  )
  const queues = labels.map((label) => storyOf(label, all))
  // By turns, so that each fault has its row before one of them has two.
  const longest = Math.max(0, ...queues.map((queue) => queue.length))
  const turns = Array.from({ length: longest }, (_, turn) =>
    queues.flatMap((queue) => queue[turn] ?? []),
  )
  const chosen = [...new Set(turns.flat())].slice(0, mostRows - 1)
  const contrast = contrastTo(chosen, all, labels)
  return contrast ? [...chosen, contrast] : chosen.length > 0 ? chosen : ordinary(all)
}

/** One sensor for each metric of the root, then of the cells that follow. */
function storyOf(label: FaultLabel, all: readonly Row[]): Row[] {
  const { rootCell, expectedCells, sensors } = label
  const touched = all.filter(({ sensor }) => sensors.includes(sensor.key))
  const order = [...(rootCell ? [rootCell] : []), ...expectedCells]
  const seen = new Set<string>()
  const isOfOneMetric = new Set(touched.map(({ sensor }) => sensor.metric)).size === 1
  return touched
    .toSorted(
      (a, b) =>
        rankIn(order, a.sensor.cell) - rankIn(order, b.sensor.cell) ||
        rankIn(telling[label.kind] ?? [], a.sensor.metric) -
          rankIn(telling[label.kind] ?? [], b.sensor.metric),
    )
    .filter(({ sensor }) => {
      const known = isOfOneMetric ? sensor.key : `${sensor.metric} ${sensor.cell === rootCell}`
      return !seen.has(known) && Boolean(seen.add(known))
    })
}

/** What is not in the list comes after all that is. */
function rankIn(list: readonly string[], name: string): number {
  const index = list.indexOf(name)
  return index < 0 ? list.length : index
}

function contrastTo(chosen: readonly Row[], all: readonly Row[], labels: readonly FaultLabel[]) {
  const [first] = chosen
  if (!first) return undefined
  const touched = new Set(labels.flatMap(({ sensors }) => sensors))
  const isFree = ({ sensor }: Row) =>
    !touched.has(sensor.key) && sensor.site === first.sensor.site && sensor.key !== first.sensor.key
  return (
    all.find((row) => isFree(row) && row.sensor.metric === first.sensor.metric) ?? all.find(isFree)
  )
}

function ordinary(all: readonly Row[]): Row[] {
  return everyday.flatMap((metric) => all.find(({ sensor }) => sensor.metric === metric) ?? [])
}
