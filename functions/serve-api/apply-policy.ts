import type { PolicyHistory, PolicyWish, SensorPolicy } from '#domain/api/policies.ts'
import { overtakenTitle } from '#domain/api/problem.ts'
import { takesEffectMilliseconds } from '#domain/instructions.ts'
import { comparePolicies } from '#domain/policies/compare-policies.ts'
import { defaultFields } from '#domain/policies/default-fields.ts'
import { scopeProblems } from '#domain/policies/judge-scope.ts'
import { type Policy, PolicyScope } from '#domain/policies/policy.ts'
import { fieldsAt } from '#domain/policies/resolve-policy.ts'
import { formatDuration } from '#domain/words.ts'
import { appendAudit } from '#store/audit.ts'
import { readPolicies, readVersions, savePolicy } from '#store/policies.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import { findSensor } from './read-series.ts'
import type { Registry } from './read-sites.ts'

export async function applyPolicy(
  ports: Ports,
  registry: Registry,
  scope: string,
  wish: PolicyWish,
): Promise<Policy> {
  await checkPolicy(registry, scope, wish)
  const now = ports.now()
  const [current] = await readVersions(ports.store, scope, 1)
  if ((current?.version ?? 0) !== wish.basedOn) throw overtaken(scope, wish.basedOn, current, now)
  const policy: Policy = {
    schemaVersion: 1,
    scope,
    version: wish.basedOn + 1,
    settings: wish.settings,
    by: wish.by,
    reason: wish.reason,
    at: now,
    from: wish.from ?? now + takesEffectMilliseconds,
  }
  if (!(await savePolicy(ports.store, policy))) {
    const [faster] = await readVersions(ports.store, scope, 1)
    throw overtaken(scope, wish.basedOn, faster, now)
  }
  const { by, version, reason: comment } = policy
  const entry = { at: now, by, action: 'policy-applied', subject: scope, version, comment }
  const compared = comparePolicies(current?.settings ?? {}, policy.settings)
  const changes = compared.map(({ field, before, after }) => ({
    ...{ field, from: written(before), to: written(after) },
  }))
  await appendAudit(ports.store, { schemaVersion: 1, ...entry, changes })
  return policy
}

function written(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

async function checkPolicy(registry: Registry, scope: string, { settings }: PolicyWish) {
  const parsed = PolicyScope.safeParse(scope)
  const problems = parsed.success
    ? scopeProblems(
        { scope, settings },
        (await registry.all()).flatMap(({ cells }) => cells),
      )
    : [`the scope ${parsed.error.issues[0]?.message}`]
  if (problems.length === 0) return
  throw new RequestProblem(
    422,
    'Policy refused',
    `Policy "${scope.slice(0, 200)}": ${problems[0]}.`,
    problems.map((message) => ({ path: scope, message })),
  )
}

function overtaken(scope: string, basedOn: number, current: Policy | undefined, now: number) {
  const found = current
    ? `is at version ${current.version} by ${current.by}, ${formatDuration(now - current.at)} ago ("${current.reason.slice(0, 80)}")`
    : 'has no version yet'
  return new RequestProblem(
    409,
    overtakenTitle,
    `Policy "${scope}" ${found}, not at version ${basedOn}; look at it and base yours on version ${current?.version ?? 0}.`,
  )
}

export async function listPolicies({ store }: Ports): Promise<{ items: Policy[] }> {
  const policies = await readPolicies(store)
  return { items: [...policies.values()].flatMap(([newest]) => newest ?? []) }
}

export async function readPolicyHistory({ store }: Ports, scope: string): Promise<PolicyHistory> {
  const versions = await readVersions(store, scope)
  if (versions.length === 0) throw noPolicy(scope)
  return {
    items: versions.map((policy, index) => ({
      policy,
      changes: comparePolicies(versions[index + 1]?.settings ?? {}, policy.settings),
    })),
  }
}

export async function diffPolicy(
  { store }: Ports,
  scope: string,
  { from, to }: { readonly from: number; readonly to: number },
) {
  const versions = await readVersions(store, scope)
  if (versions.length === 0) throw noPolicy(scope)
  const settingsOf = (version: number) => {
    const found = versions.find((one) => one.version === version)
    if (found || version === 0) return found?.settings ?? {}
    throw notFound(
      'version',
      `${scope}@${version}`,
      `the newest is ${versions[0]?.version}, and 0 stands for none`,
    )
  }
  return { from, to, changes: comparePolicies(settingsOf(from), settingsOf(to)) }
}

function noPolicy(scope: string): RequestProblem {
  return notFound('policy', scope, 'GET /api/v1/policies lists them')
}

export async function readSensorPolicy(
  ports: Ports,
  registry: Registry,
  key: string,
  at: number | undefined,
): Promise<SensorPolicy> {
  const { sensor, cell } = await findSensor(registry, key)
  const moment = at ?? ports.now()
  const said = fieldsAt({ ...sensor, feed: cell.feed }, await readPolicies(ports.store), moment)
  const named = new Set(said.map(({ field }) => field))
  const defaults = defaultFields().filter(({ field }) => !named.has(field))
  return { sensor: key, at: moment, fields: [...said, ...defaults] }
}
