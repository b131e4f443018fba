import type { ReportedFrame } from '#domain/frame.ts'
import { createWorld, type World, type WorldOptions } from './world/create-world.ts'

export interface GenerateOptions extends WorldOptions {
  /** Epoch milliseconds before which all readings lie. */
  readonly to: number
}

/** All frames of a stretch of time, in the order they are sent. */
export function* generateFrames(options: GenerateOptions): Generator<ReportedFrame> {
  yield* framesOf(createWorld(options), options)
}

/** The same for a world that is kept, to ask it for its labels afterwards. */
export function* framesOf(
  world: World,
  { from, to, frameEverySeconds }: Pick<GenerateOptions, 'from' | 'to' | 'frameEverySeconds'>,
): Generator<ReportedFrame> {
  const beat = frameEverySeconds * 1_000
  for (let time = from; time < to; time += beat) yield* world.framesUntil(time)
  yield* world.closeAt(to)
}
