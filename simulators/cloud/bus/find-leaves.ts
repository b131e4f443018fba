export type LeafValue = string | number | boolean | null

/** By list on the way to a value, the index of the element it is in. */
export type Within = ReadonlyMap<readonly unknown[], number>

export interface Leaf {
  readonly value: LeafValue
  readonly within: Within
}

const nowhere: Within = new Map()

/** The values at a path. Lists are seen through at every level; an object in place of a value is none. */
export function findLeaves(
  node: unknown,
  path: readonly string[],
  within: Within = nowhere,
): readonly Leaf[] {
  if (Array.isArray(node)) {
    const list: readonly unknown[] = node
    return list.flatMap((element, index) =>
      findLeaves(element, path, new Map([...within, [list, index]])),
    )
  }
  const [field, ...rest] = path
  const isObject = typeof node === 'object' && node !== null
  if (field === undefined) return isObject ? [] : [{ value: node as LeafValue, within }]
  if (!isObject || !Object.hasOwn(node, field)) return []
  return findLeaves((node as Record<string, unknown>)[field], rest, within)
}
