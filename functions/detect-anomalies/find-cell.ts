import { instructionsFor } from '#domain/instruct-cell.ts'
import type { Verdict } from '#domain/lessons/verdict.ts'
import type { Policies } from '#domain/policies/resolve-policy.ts'
import type { Cell } from '#domain/sensor.ts'
import { cellName } from '#store/keys.ts'
import { readPolicies } from '#store/policies.ts'
import { readCell } from '#store/sites.ts'
import type { Store } from '#store/store.ts'
import { readSiteVerdicts } from '#store/verdicts.ts'
import type { FindCell } from './sort-records.ts'

/** A changed site file, a policy or a verdict is noticed within this time, a new site at once. */
const rememberedMilliseconds = 30_000

/** What people said that may concern a site's sensors. */
interface Said {
  readonly policies: Policies
  readonly verdicts: readonly Verdict[]
}

interface Known {
  readonly cell: Cell
  readonly readAt: number
  readonly said: Said
}

export function rememberCells(store: Store, now: () => number): FindCell {
  const known = new Map<string, Known>()
  const policies = remember(now, () => readPolicies(store))
  const verdicts = remember(now, (site) => readSiteVerdicts(store, site))
  const sayings = new Map<string, Said>()
  const readSaid = async (site: string): Promise<Said> => {
    const said = { policies: await policies(''), verdicts: await verdicts(site) }
    const before = sayings.get(site)
    if (before?.policies === said.policies && before.verdicts === said.verdicts) return before
    sayings.set(site, said)
    return said
  }
  return async (site, name) => {
    const key = cellName(site, name)
    const entry = known.get(key)
    const isFresh = entry && now() - entry.readAt < rememberedMilliseconds
    const readAt = isFresh ? entry.readAt : now()
    const cell = isFresh ? entry.cell : await readCell(store, site, name)
    if (!cell) {
      known.delete(key)
      return undefined
    }
    const said = await readSaid(site)
    if (isFresh && entry.said === said) return entry.cell
    const instructed = instructionsFor(cell, said.policies, said.verdicts)
    const found = { ...cell, instructed }
    known.set(key, { cell: found, readAt, said })
    return found
  }
}

/** Asked for at once by many cells, and read once. */
function remember<Value>(now: () => number, read: (key: string) => Promise<Value>) {
  const kept = new Map<string, { readonly readAt: number; readonly value: Promise<Value> }>()
  return (key: string): Promise<Value> => {
    const entry = kept.get(key)
    if (entry && now() - entry.readAt < rememberedMilliseconds) return entry.value
    const value = read(key)
    kept.set(key, { readAt: now(), value })
    // A failed read is not remembered; whoever waits for it hears of it.
    value.catch(() => kept.delete(key))
    return value
  }
}
