import * as z from 'zod'

/** Each may do what those before it may: see, act on what is seen, say how the system behaves. */
export const Role = z.enum(['viewer', 'operator', 'engineer'])
export type Role = z.infer<typeof Role>

export function mayDo(has: Role, needs: Role): boolean {
  return Role.options.indexOf(has) >= Role.options.indexOf(needs)
}

/** The most that somebody may do who is in these groups; null where none of them is a role. */
export function roleOf(groups: readonly string[]): Role | null {
  return Role.options.findLast((role) => groups.includes(role)) ?? null
}
