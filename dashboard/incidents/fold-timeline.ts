import type { TimelineEntry } from '#domain/incidents/incident.ts'

/** A moment told in full, or some that are much like the one before them. */
export type ShownEntry =
  | { readonly kind: 'entry'; readonly entry: TimelineEntry }
  | { readonly kind: 'fold'; readonly entries: readonly TimelineEntry[] }

/** What comes by the dozen; whatever people did, and each change of severity, stands for itself. */
const foldable: readonly TimelineEntry['kind'][] = ['grew', 'cleared']
const shownOfRun = 2
const fewestFolded = 3

/** Newest first. A run of growing and clearing shows its newest two, and how many there are besides. */
export function foldTimeline(timeline: readonly TimelineEntry[]): ShownEntry[] {
  return runs(timeline.toReversed()).flatMap((run) => {
    if (run.length < shownOfRun + fewestFolded) return run.map(alone)
    return [
      ...run.slice(0, shownOfRun).map(alone),
      { kind: 'fold' as const, entries: run.slice(shownOfRun) },
    ]
  })
}

const alone = (entry: TimelineEntry): ShownEntry => ({ kind: 'entry', entry })

function runs(entries: readonly TimelineEntry[]): TimelineEntry[][] {
  const found: TimelineEntry[][] = []
  for (const entry of entries) {
    const run = found.at(-1)
    const goesOn = run?.[0] && foldable.includes(run[0].kind) && foldable.includes(entry.kind)
    if (goesOn) run.push(entry)
    else found.push([entry])
  }
  return found
}
