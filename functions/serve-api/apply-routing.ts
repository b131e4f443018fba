import { randomBytes } from 'node:crypto'
import type {
  RoutingApplied,
  RoutingHistory,
  RoutingInForce,
  RoutingWish,
} from '#domain/api/routing.ts'
import { compareRouting } from '#domain/notify/compare-routing.ts'
import { defaultRouting } from '#domain/notify/default-routing.ts'
import type { Routing, RoutingVersion } from '#domain/notify/routing.ts'
import { mailboxAddress, refuseAddress } from '#domain/notify/webhook-address.ts'
import { formatDuration } from '#domain/words.ts'
import { appendAudit } from '#store/audit.ts'
import { makeSecret, readRoutingVersions, replaceSecret, saveRouting } from '#store/routing.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'

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

export async function applyRouting(ports: Ports, wish: RoutingWish): Promise<RoutingApplied> {
  const { routing, by, reason, basedOn } = wish
  refuseAddresses(ports, routing)
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

function refuseAddresses({ receivers }: Ports, routing: Routing): void {
  const errors = Object.entries(routing.receivers).flatMap(([name, receiver]) => {
    if (receiver.kind !== 'webhook') return []
    const refused = refuseAddress(receiver.url, receivers.hasMailbox)
    return refused === null ? [] : [{ path: `receivers.${name}.url`, message: refused }]
  })
  if (errors.length === 0) return
  const detail = `Routing: ${errors[0]?.path}: ${errors[0]?.message}; give an address that anybody may reach.`
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
    'Somebody was faster',
    `The routing ${found}, not at version ${basedOn}; look at it and base yours on version ${current?.version ?? 0}.`,
  )
}
