import type { SilencePage, SilencePreview } from '#domain/api/silences.ts'
import { fitsOne, matchesIncident } from '#domain/silences/match-incident.ts'
import { endOf, type Matcher } from '#domain/silences/silence.ts'
import { type SilenceNow, tellMatchers, tellSilence } from '#domain/silences/tell-silence.ts'
import { readEndedSilences, readSilencesSince } from '#store/silences.ts'
import { listUnresolved } from './list-incidents.ts'
import type { Ports } from './ports.ts'
import type { Registry } from './read-sites.ts'
import { readSuppress } from './suppress.ts'

const endedShown = 100
const incidentsShown = 100

export async function listSilences(
  { store, now: clock }: Ports,
  state: SilenceNow['state'] | 'all',
): Promise<SilencePage> {
  const now = clock()
  const [standing, ended] = await Promise.all([
    state === 'ended' ? [] : readSilencesSince(store, now),
    state === 'ended' || state === 'all' ? readEndedSilences(store, now, endedShown) : [],
  ])
  const told = standing.map((silence) => tellSilence(silence, now))
  const ofState = (wanted: SilenceNow['state']) => told.filter((one) => one.state === wanted)
  const inForce = ofState('in-force').sort((a, b) => endOfWindow(a) - endOfWindow(b))
  const coming = ofState('coming').sort((a, b) => beginOfWindow(a) - beginOfWindow(b))
  const over = ended.sort((a, b) => endOf(b) - endOf(a)).map((silence) => tellSilence(silence, now))
  const items = [...inForce, ...coming, ...ofState('ended'), ...over]
  return { items: items.filter((one) => state === 'all' || one.state === state) }
}

function endOfWindow({ window }: SilenceNow): number {
  return window?.until ?? 0
}

function beginOfWindow({ window }: SilenceNow): number {
  return window?.from ?? 0
}

export async function previewSilence(
  ports: Ports,
  registry: Registry,
  matchers: readonly Matcher[],
): Promise<SilencePreview> {
  const hidden = (await listUnresolved(ports, await readSuppress(ports))).filter((one) =>
    matchesIncident(matchers, one),
  )
  const places = new Map(
    matchers.flatMap(({ field, is }) => (isPlace(field) ? [[field, is] as const] : [])),
  )
  const fits = (field: Place, value: string) => fitsOne(places.get(field) ?? ['*'], value)
  const sensors = (await registry.all())
    .flatMap(({ cells }) => cells)
    .filter(({ site, cell }) => fits('site', site) && fits('cell', cell))
    .flatMap((cell) => cell.sensors)
    .filter(({ metric }) => fits('metric', metric))
  return {
    incidents: hidden.slice(0, incidentsShown),
    incidentCount: hidden.length,
    sensors: sensors.length,
    words: tellMatchers(matchers),
  }
}

type Place = 'site' | 'cell' | 'metric'

function isPlace(field: Matcher['field']): field is Place {
  return field === 'site' || field === 'cell' || field === 'metric'
}
