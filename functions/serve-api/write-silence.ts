import { randomUUID } from 'node:crypto'
import { overtakenTitle } from '#domain/api/problem.ts'
import type { SilenceChange, SilenceEnd, SilenceWish, ToldSilence } from '#domain/api/silences.ts'
import { knownNames } from '#domain/known-names.ts'
import { compareSilences } from '#domain/silences/compare-silences.ts'
import { matcherProblems } from '#domain/silences/judge-matchers.ts'
import { silenceProblems, usualSilenceRules } from '#domain/silences/judge-silence.ts'
import { endOf, type Silence } from '#domain/silences/silence.ts'
import { tellSilence } from '#domain/silences/tell-silence.ts'
import { formatDuration } from '#domain/words.ts'
import { appendAudit } from '#store/audit.ts'
import { readSilence, readSilencesSince, saveSilence } from '#store/silences.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import type { Registry } from './read-sites.ts'

/** Every list of incidents is set against all of them. */
const mostAtOnce = 200

export async function addSilence(
  ports: Ports,
  registry: Registry,
  wish: SilenceWish,
): Promise<ToldSilence> {
  const now = ports.now()
  const silence = silenceOf(wish, { id: `sil-${randomUUID()}`, version: 1, at: now })
  await check(ports, registry, silence, undefined)
  if ((await readSilencesSince(ports.store, now)).length >= mostAtOnce)
    throw new RequestProblem(
      422,
      'Too many silences',
      `There are ${mostAtOnce} silences already that are not over; end one, or name more in one.`,
    )
  return write(ports, silence, undefined, wish, 'silence-added')
}

export async function changeSilence(
  ports: Ports,
  registry: Registry,
  id: string,
  { basedOn, ...wish }: SilenceChange,
): Promise<ToldSilence> {
  const now = ports.now()
  const before = await findStanding(ports, id, now)
  if (before.version !== basedOn) throw overtaken(before, basedOn, now)
  const silence = silenceOf(wish, { id, version: basedOn + 1, at: now })
  await check(ports, registry, silence, before)
  return write(ports, silence, before, wish, 'silence-changed')
}

/** Whatever version it is at: to end it is to hide less, and harms nobody's change. */
export async function endSilence(ports: Ports, id: string, end: SilenceEnd): Promise<ToldSilence> {
  const now = ports.now()
  const before = await findStanding(ports, id, now)
  const ended = { by: end.by, at: now }
  const silence = { ...before, version: before.version + 1, at: now, ended }
  return write(ports, silence, before, { by: end.by, comment: end.comment ?? '' }, 'silence-ended')
}

function silenceOf(
  { matchers, from, until, recurring, by, comment }: SilenceWish,
  known: Pick<Silence, 'id' | 'version' | 'at'>,
): Silence {
  const said = { matchers, from: from ?? known.at, until, recurring, by, comment }
  return { schemaVersion: 1, ...known, ...said, ended: null }
}

async function check(
  { silenceRules = usualSilenceRules }: Ports,
  registry: Registry,
  silence: Silence,
  before: Silence | undefined,
): Promise<void> {
  // What stood there already may have gone since, and the rest may be changed all the same.
  const stood = new Set(before?.matchers.map((one) => JSON.stringify(one)))
  const matchers = silence.matchers.filter((one) => !stood.has(JSON.stringify(one)))
  const cells = (await registry.all()).flatMap((site) => site.cells)
  const problems = [
    ...silenceProblems(silence, silence.at, silenceRules),
    ...matcherProblems(matchers, knownNames(cells)),
  ]
  if (problems.length === 0) return
  throw new RequestProblem(
    422,
    'Silence refused',
    `This cannot be silenced: ${problems[0]}.`,
    problems.map((message) => ({ path: 'body', message })),
  )
}

async function findStanding({ store }: Ports, id: string, now: number): Promise<Silence> {
  const silence = await readSilence(store, id)
  if (!silence) throw notFound('silence', id, 'GET /api/v1/silences lists them')
  if (endOf(silence) > now) return silence
  const { ended } = silence
  const how = ended ? `was ended by ${ended.by}` : 'was over'
  throw new RequestProblem(
    409,
    'Over already',
    `Silence ${id} ${how} ${formatDuration(now - endOf(silence))} ago; add another one.`,
  )
}

/** Told to the audit before it is done, so that no deed is without its entry. */
async function write(
  ports: Ports,
  silence: Silence,
  before: Silence | undefined,
  { by, comment }: { readonly by: string; readonly comment: string },
  action: string,
): Promise<ToldSilence> {
  const { id: subject, version, at } = silence
  const entry = { schemaVersion: 1, at, by, action, subject, version, comment } as const
  const changes = compareSilences(before, silence)
  await appendAudit(ports.store, { ...entry, changes, outcome: 'tried' })
  if (!(await saveSilence(ports.store, silence, before))) {
    const faster = (await readSilence(ports.store, subject)) ?? silence
    const problem = overtaken(faster, version - 1, ports.now())
    await appendAudit(ports.store, { ...entry, changes, outcome: `refused: ${problem.message}` })
    throw problem
  }
  await appendAudit(ports.store, { ...entry, changes, outcome: 'done' })
  return tellSilence(silence, at)
}

function overtaken(current: Silence, basedOn: number, now: number): RequestProblem {
  const { id, version, at, ended } = current
  const by = ended?.by ?? current.by
  return new RequestProblem(
    409,
    overtakenTitle,
    `Silence ${id} is at version ${version} by ${by}, ${formatDuration(now - at)} ago, not at version ${basedOn}; look at it and base yours on version ${version}.`,
  )
}
