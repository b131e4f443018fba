import { randomBytes } from 'node:crypto'
import { overtakenTitle } from '#domain/api/problem.ts'
import type {
  RoutingApplied,
  RoutingHistory,
  RoutingInForce,
  RoutingWish,
} from '#domain/api/routing.ts'
import { compareRouting } from '#domain/notify/compare-routing.ts'
import { defaultRouting } from '#domain/notify/default-routing.ts'
import { routingProblems } from '#domain/notify/judge-routing.ts'
import type { Routing, RoutingVersion } from '#domain/notify/routing.ts'
import { mailboxAddress } from '#domain/notify/webhook-address.ts'
import { formatDuration } from '#domain/words.ts'
import { appendAudit } from '#store/audit.ts'
import { makeSecret, readRoutingVersions, replaceSecret, saveRouting } from '#store/routing.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import type { Registry } from './read-sites.ts'

export async function readRouting({ store, receivers }: Ports): Promise<RoutingInForce> {
  const [current] = await readRoutingVersions(store, 1)
  if (!current)
    return { version: 0, routing: defaultRouting(receivers), by: null, reason: null, at: null }
  const { version, routing, by, reason, at } = current
  return { version, routing, by, reason, at }
}

export async function readRoutingHistory({ store }: Ports): Promise<RoutingHistory> {
  const versions = await readRoutingVersions(store)
  return {
    items: versions.map((version, index) => ({
      version,
      changes: compareRouting(versions[index + 1]?.routing, version.routing),
    })),
  }
}

export async function applyRouting(
  ports: Ports,
  registry: Registry,
  wish: RoutingWish,
): Promise<RoutingApplied> {
  const { routing, by, reason, basedOn } = wish
  await check(ports, registry, routing)
  const [current] = await readRoutingVersions(ports.store, 1)
  if ((current?.version ?? 0) !== basedOn) throw overtaken(basedOn, current, ports.now())
  const version = basedOn + 1
  const at = ports.now()
  if (!(await saveRouting(ports.store, { schemaVersion: 1, version, routing, by, reason, at })))
    throw overtaken(basedOn, (await readRoutingVersions(ports.store, 1))[0], at)
  // Only whoever's version it is makes secrets: another's would never be shown to anybody.
  const secrets = await makeSecrets(ports, routing)
  const changes = compareRouting(current?.routing, routing)
  const entry = { at, by, action: 'routing-applied', subject: 'routing', version, comment: reason }
  await appendAudit(ports.store, { schemaVersion: 1, ...entry, changes })
  return { version, secrets }
}

async function check({ receivers }: Ports, registry: Registry, routing: Routing): Promise<void> {
  const sites = new Set((await registry.all()).map(({ site }) => site.site))
  const errors = routingProblems(routing, sites, receivers.hasMailbox)
  const [first] = errors
  if (!first) return
  const detail = `Routing: ${first.path}: ${first.message}.`
  throw new RequestProblem(422, 'Routing refused', detail, errors)
}

async function makeSecrets({ store }: Ports, routing: Routing): Promise<Record<string, string>> {
  const secrets: [string, string][] = []
  for (const [name, receiver] of Object.entries(routing.receivers)) {
    if (receiver.kind !== 'webhook' || receiver.url === mailboxAddress) continue
    const secret = newSecret()
    if (await makeSecret(store, name, secret)) secrets.push([name, secret])
  }
  return Object.fromEntries(secrets)
}

export async function rotateSecret(
  ports: Ports,
  receiver: string,
  { by, reason }: { readonly by: string; readonly reason: string },
) {
  const { routing, version } = await readRouting(ports)
  const found = routing.receivers[receiver]
  if (found?.kind !== 'webhook')
    throw notFound('webhook receiver', receiver, 'GET /api/v1/routing lists the receivers')
  const secret = newSecret()
  const at = ports.now()
  const entry = { at, by, action: 'webhook-secret-rotated', subject: receiver, comment: reason }
  await appendAudit(ports.store, { schemaVersion: 1, version, ...entry })
  await replaceSecret(ports.store, receiver, secret)
  return { receiver, secret }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

function overtaken(basedOn: number, current: RoutingVersion | undefined, now: number) {
  const found = current
    ? `is at version ${current.version} by ${current.by}, ${formatDuration(now - current.at)} ago ("${current.reason.slice(0, 80)}")`
    : 'has no version yet'
  return new RequestProblem(
    409,
    overtakenTitle,
    `The routing ${found}, not at version ${basedOn}; look at it and base yours on version ${current?.version ?? 0}.`,
  )
}
