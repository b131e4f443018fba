import type { LoopNow } from '#domain/api/loops.ts'
import { latenessHorizonMilliseconds } from '#domain/arrival.ts'
import { assertNever } from '#domain/assert-never.ts'
import { describeLoop } from '#domain/detect/people/describe-loop.ts'
import {
  type EmotionalLoop,
  emotionalLoop,
  longestPauseMilliseconds,
} from '#domain/detect/people/emotional-loop.ts'
import { viewOf } from '#domain/detect/people/loop-gain.ts'
import type { Cell } from '#domain/sensor.ts'
import { formatClock } from '#domain/words.ts'
import { correctionsFor } from './correct-people.ts'
import type { Ports } from './ports.ts'
import { notFound } from './problems.ts'
import { type FollowedCells, followCell } from './read-series.ts'
import type { Registry } from './read-sites.ts'

/** Six times its memory: of a window so old one part in 400 is left. */
const forgottenAfterMilliseconds = 24 * 3_600_000
/** After such a pause the detector begins anew; what came in time may still wait in a row. */
const silentAfterMilliseconds = longestPauseMilliseconds + latenessHorizonMilliseconds

/** As the detector remembers it: nothing is reckoned for it as readings come. */
export async function readLoop(
  { store }: Ports,
  registry: Registry,
  followed: FollowedCells,
  place: { readonly site: string; readonly cell: string },
): Promise<LoopNow> {
  const { cells } = await registry.one(place.site)
  const cell = cells.find((one) => one.cell === place.cell)
  if (!cell) throw notFound('cell', place.cell, `GET /api/v1/sites lists those of ${place.site}`)
  const { state } = await followCell(store, followed, cell)
  const watch = state.cellWatches[emotionalLoop.name]
  const remembered = (watch?.state ?? emotionalLoop.initial) as EmotionalLoop
  const loop = loopOf(remembered, state.clock, await takenBackAt(store, cell, remembered), cell)
  const at = remembered.windows === 0 ? null : remembered.at
  return { ...place, at, words: wordsOf(loop, at), loop }
}

function loopOf(
  remembered: EmotionalLoop,
  clock: number,
  takenBack: number | null,
  { sensors }: Cell,
): LoopNow['loop'] {
  const has = (name: string) => sensors.some(({ sensor }) => sensor === name)
  if (!has('mood-arousal') || !has('temperature-setpoint')) return { kind: 'none' }
  if (takenBack !== null)
    return { kind: 'taken-back', until: takenBack + forgottenAfterMilliseconds }
  const view = viewOf(remembered)
  if (remembered.windows > 0 && clock - remembered.at > silentAfterMilliseconds)
    return { kind: 'silent' }
  if (view.kind !== 'identified') return view
  const { gain, lower } = view
  return { kind: 'identified', gain, lower: Math.max(0, lower), upper: 2 * gain - lower }
}

/** The newest of the windows it still remembers that a withdrawal made anew. */
async function takenBackAt(
  store: Ports['store'],
  cell: Cell,
  { at }: EmotionalLoop,
): Promise<number | null> {
  const corrections = await correctionsFor(
    store,
    cell.sensors,
    Math.max(0, at - forgottenAfterMilliseconds),
    at,
  )
  const stamps = [...(corrections.get(cell.cell)?.keys() ?? [])]
  return stamps.length === 0 ? null : Math.max(...stamps)
}

function wordsOf(loop: LoopNow['loop'], at: number | null): string {
  switch (loop.kind) {
    case 'none':
      return 'no loop: this cell has no reported arousal and setpoint that could answer one another'
    case 'silent':
      return `not known: no window of ten people or more has come since ${formatClock(at ?? 0)}`
    case 'taken-back':
      return `not said: reports of ${formatClock(loop.until)} that it was learnt from were taken back; it is said again once they are a day old`
    case 'learning':
    case 'not-identifiable':
    case 'identified':
      return describeLoop(loop)
    default:
      return assertNever(loop)
  }
}
