import type * as z from 'zod'
import { type Contract, contract, type Operation } from '#domain/api/contract.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Severity } from '#domain/severity.ts'
import type { Asked } from './dashboard-asked.ts'
import { latestAt, seriesOf } from './dashboard-signal.ts'
import { addSilence, endSilence, listSilences, previewSilence } from './dashboard-silences.ts'
import { giveVerdict, lessonsOf, takeBackVerdict } from './dashboard-verdicts.ts'
import type { World } from './dashboard-world.ts'

type Answer<O extends Operation> = z.input<Contract[O]['response']>
type Answers = { [O in Operation]?: (world: World, asked: Asked) => Answer<O> | undefined }

/** Undefined is answered with 404. */
const answers: Answers = {
  sites: (world) => ({ items: [...world.sites] }),
  sensors: (world, { query, now }) => ({ items: listSensors(world, query, now), next: null }),
  series: (world, { query, now }) => {
    const sensor = world.sensors.find(({ key }) => key === query.get('sensor'))
    const number = (name: string) => Number(query.get(name))
    const range = { from: number('from'), to: number('to'), maxPoints: number('maxPoints') }
    return sensor && seriesOf(world, sensor, range, now)
  },
  changes: (world, { now }) => ({
    cursor: String(now),
    now: new Date(now).toISOString(),
    latest: world.sensors.map((sensor) => latestAt(world, sensor, now)),
    incidents: summaries(world),
    open: countOpen(world),
    anomaliesPerHour: Array.from({ length: 24 }, (_, hour) => ({
      hour: new Date(Math.floor(now / 3_600_000 - 23 + hour) * 3_600_000).toISOString(),
      count: world.incidents.size === 0 ? 0 : ([0, 1, 0, 2, 0, 0, 4, 1][hour % 8] ?? 0),
    })),
  }),
  incidents: (world, { query }) => ({
    items: summaries(world).filter(
      ({ severity }) => (query.get('severity') ?? severity) === severity,
    ),
    next: null,
  }),
  incident: (world, { parameters }) => {
    const found = world.incidents.get(parameters['id'] ?? '')
    const said = found?.incident.anomalies.flatMap(({ id }) => world.verdicts.get(id) ?? [])
    return found && { ...found, verdicts: said }
  },
  lessons: (world, { parameters }) => lessonsOf(world, parameters['sensor'] ?? ''),
  loop: (_, { parameters, now }) => ({
    ...{ site: parameters['site'] ?? '', cell: parameters['cell'] ?? '', at: now - 270_000 },
    words: 'loop gain not identifiable: the setpoint has hardly moved in the last hours',
    loop: { kind: 'not-identifiable', because: 'no-steps' },
  }),
  silences: listSilences,
  previewSilence,
  addSilence,
  endSilence,
  judgeAnomaly: giveVerdict,
  takeBackVerdict,
  acknowledgeIncident: (world, asked) => actOn(world, asked, 'acknowledged'),
  resolveIncident: (world, asked) => actOn(world, asked, 'resolved'),
  health: (_, { now }) => ({
    ...{ status: 'ok', version: '0.1.0', now: new Date(now).toISOString() },
    frames: { accepted: 48_212, stored: 48_209, quarantined: 1, failed: 0, inFlight: 2 },
    readings: { accepted: 461_870, stored: 461_849, quarantined: 1, failed: 0, inFlight: 20 },
    ...{ duplicateReadings: 12, newestReadingAt: new Date(now - 2_000).toISOString() },
  }),
  quarantine: (world) => ({ items: [...world.quarantine], next: null }),
}

/** Every answer is one that the contract allows, or the fixture itself fails. */
export function answer(operation: Operation, world: World, asked: Asked): unknown {
  const found = answers[operation]?.(world, asked)
  return found === undefined ? undefined : contract[operation].response.parse(found)
}

function summaries(world: World): IncidentSummary[] {
  return [...world.incidents.values()].map(({ summary }) => summary)
}

function countOpen(world: World) {
  const count = (severity: Severity) =>
    summaries(world).filter((one) => one.severity === severity && one.status !== 'resolved').length
  return {
    critical: count('critical'),
    major: count('major'),
    warning: count('warning'),
    info: count('info'),
  }
}

function listSensors(world: World, query: URLSearchParams, now: number) {
  return world.sensors
    .map((sensor) => ({ sensor, latest: latestAt(world, sensor, now) }))
    .filter(
      ({ sensor, latest }) =>
        (query.get('site') ?? sensor.site) === sensor.site &&
        (query.get('cell') ?? sensor.cell) === sensor.cell &&
        (query.get('status') ?? latest.status) === latest.status,
    )
}

function actOn(world: World, { parameters, body, now }: Asked, done: 'acknowledged' | 'resolved') {
  const found = world.incidents.get(parameters['id'] ?? '')
  if (!found) return undefined
  const { by, comment } = body as { by: string; comment?: string }
  if (found.summary.status !== 'open' && done === 'acknowledged')
    return {
      applied: false,
      message: `already ${found.summary.status} by ${found.summary.owner}, 1 s ago`,
      summary: found.summary,
    }
  const version = found.summary.version + 1
  const summary = { ...found.summary, version, status: done, owner: by }
  const text = `${done === 'resolved' ? 'Resolved' : 'Acknowledged'} by ${by}${comment ? `: ${comment}` : '.'}`
  world.incidents.set(summary.id, {
    summary,
    incident: {
      ...found.incident,
      version,
      state:
        done === 'resolved'
          ? { status: done, resolvedBy: by, resolvedAt: now }
          : { status: done, acknowledgedBy: by, acknowledgedAt: now },
      timeline: [...found.incident.timeline, { at: now, kind: done, by, text }],
    },
  })
  return { applied: true, message: `${done} by ${by}`, summary }
}
