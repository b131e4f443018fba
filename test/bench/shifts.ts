import type { AnomalyGroup } from '#domain/incidents/group-anomalies.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { FaultKind } from '#simulators/feeds/faults/registry.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { loadSite, siteNames } from '#simulators/feeds/load-site.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { planFaults } from '#simulators/replay/laboratory/plan-faults.ts'
import { openLive } from '#simulators/replay/laboratory/play-live.ts'

const minute = 60_000
const day = 86_400_000
/** As `npm start` begins: with a fortnight behind it, so that each day of the week was seen twice. */
const learningDaysByDefault = 14
const judgedDays = 7
const shiftsJudged = judgedDays * 2
const start = Date.UTC(2026, 2, 2)
/** Eight worlds of 250 sensors at two sites each. */
const worldsByDefault = 8
/** What people plan is declared before: it is in their calendar. */
const planned: readonly FaultKind[] = ['maintenance', 'class-visit', 'holiday']
/**
 * A week: each world has a job of maintenance, a visit, and deliveries twice and out of order; every second a weather
 * front, every fourth a holiday, every fourth a sensor that somebody moved.
 */
function ordinaryKinds(seed: number): FaultKind[] {
  const kinds: FaultKind[] = [
    'maintenance',
    'class-visit',
    'duplicate-delivery',
    'reordered-delivery',
  ]
  if (seed % 2 === 1) kinds.push('weather-front')
  if (seed % 4 === 2) kinds.push('holiday')
  if (seed % 4 === 0) kinds.push('sensor-moved')
  return kinds
}
/** People put things back before they say that they are done, and what they touched settles. */
const windowMarginMilliseconds = 30 * minute

interface Opened {
  readonly at: number
  readonly because: 'nothing' | 'ordinary trouble' | 'declared'
}

/**
 * `npm run bench -- shifts [--worlds=N] [--every=SECONDS] [--learning=DAYS]`: 2,000 sensors for a week of ordinary
 * trouble, after a fortnight to learn: how many incidents called somebody for nothing, by 12-hour shift and in the worst
 * ten minutes. Maintenance, visits and holidays are declared beforehand; what falls into them is silenced and counted
 * apart.
 */
export function benchShifts(flags: readonly string[]) {
  const worlds = flagOf(flags, 'worlds', worldsByDefault)
  const everySeconds = flagOf(flags, 'every', 300)
  const learningDays = flagOf(flags, 'learning', learningDaysByDefault)
  const opened: Opened[] = []
  let sensors = 0
  for (let seed = 1; seed <= worlds; seed += 1) {
    const world = playWeek(seed, everySeconds, learningDays)
    sensors += world.sensors
    opened.push(...world.opened)
    process.stderr.write(`${seed} of ${worlds} worlds\n`)
  }
  const called = opened.filter(({ because }) => because !== 'declared')
  return Promise.resolve({
    sensors,
    learningDays,
    shifts: shiftsJudged,
    falseIncidents: called.length,
    falsePerShift: Math.round((called.length / shiftsJudged) * 100) / 100,
    worstShift: mostWithin(called, day / 2),
    mostInTenMinutes: mostWithin(opened, 10 * minute),
    byOrdinaryTrouble: called.filter(({ because }) => because === 'ordinary trouble').length,
    byNothing: called.filter(({ because }) => because === 'nothing').length,
    silenced: opened.length - called.length,
  })
}

function flagOf(flags: readonly string[], name: string, usual: number): number {
  const asked = flags.find((flag) => flag.startsWith(`--${name}=`))
  return asked === undefined ? usual : Number(asked.slice(name.length + 3))
}

function playWeek(seed: number, everySeconds: number, learningDays: number) {
  const sites = siteNames.map(loadSite)
  const to = start + (learningDays + judgedDays) * day
  const faultsFrom = start + learningDays * day
  const places = new Map(sites.map((site) => [site.site, placeOf(site)]))
  const plan = { from: start, to, faultsFrom, seed, ofEachKind: 1 }
  const world = createWorld({
    ...{ sites, seed, from: start, boot: `shifts-${seed}` },
    faults: scheduleOf(planFaults(places, plan, ordinaryKinds(seed))),
    ...{ sampleEverySeconds: everySeconds, frameEverySeconds: everySeconds },
  })
  const live = openLive(sites, start)
  for (let time = start + everySeconds * 1000; time <= to; time += everySeconds * 1000) {
    for (const frame of world.framesUntil(time)) live.hear(frame)
    live.pass(time)
  }
  const labels = world.labels()
  const opened = live
    .end()
    .incidents.filter(({ openedAt }) => openedAt >= faultsFrom)
    .map((group) => ({ at: group.openedAt, because: reasonOf(group, labels) }))
  return {
    opened,
    sensors: [...live.cells.values()].reduce((sum, cell) => sum + cell.sensors.length, 0),
  }
}

function reasonOf(group: AnomalyGroup, labels: readonly FaultLabel[]): Opened['because'] {
  const touching = labels.filter(
    (label) =>
      group.openedAt >= label.onset &&
      group.openedAt <= label.settledBy + windowMarginMilliseconds &&
      group.anomalies.some(({ sensor }) => label.sensors.includes(sensor)),
  )
  if (touching.some(({ kind }) => planned.some((one) => one === kind))) return 'declared'
  return touching.length > 0 ? 'ordinary trouble' : 'nothing'
}

function mostWithin(opened: readonly Opened[], span: number): number {
  const times = opened.map(({ at }) => at).sort((a, b) => a - b)
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + span).length),
  )
}
