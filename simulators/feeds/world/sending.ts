import type { ReportedFrame } from '#domain/frame.ts'
import type { Sent } from '#simulators/feeds/faults/fault.ts'
import { bySending, type CellGateways } from './cell-gateways.ts'
import { paceFor } from './pace.ts'

export interface SendingOptions {
  /** Second of the first reading. */
  readonly from: number
  readonly stepTo: (at: number) => void
  readonly gateways: CellGateways
  readonly pace: { readonly frameEverySeconds: number }
}

/** Runs the world forward and hands out its frames as they fall due. */
export function openSending({ from, stepTo, gateways, pace }: SendingOptions) {
  const { stepSeconds, frameEverySeconds } = paceFor(gateways.intervals, pace.frameEverySeconds)
  let sampled = from - 1
  let step = Math.ceil(from / stepSeconds) * stepSeconds
  let boundary = Math.ceil(from / frameEverySeconds) * frameEverySeconds
  let queue: Sent[] = []
  const sampleUntil = (until: number) => {
    gateways.sample(sampled, until)
    sampled = until
  }
  const runTo = (until: number) => {
    for (; step <= until; step += stepSeconds) {
      stepTo(step)
      sampleUntil(step)
    }
    if (sampled < until) sampleUntil(until)
  }
  const sendDueBy = (until: number) => {
    for (; boundary <= until; boundary += frameEverySeconds) {
      runTo(boundary)
      queue.push(...gateways.send(boundary))
      // What was held back may be due between those that follow.
      queue.sort(bySending)
    }
  }
  return {
    framesUntil: (time: number): ReportedFrame[] => {
      sendDueBy(Math.floor(time / 1_000))
      const waiting = queue.findIndex(({ dueAt }) => dueAt > time)
      return queue.splice(0, waiting < 0 ? queue.length : waiting).map(({ frame }) => frame)
    },
    closeAt: (time: number): ReportedFrame[] => {
      const last = Math.ceil(time / 1_000) - 1
      sendDueBy(last)
      if (sampled < last) runTo(last)
      const rest = [...queue, ...gateways.send(last)]
      queue = []
      return rest.map(({ frame }) => frame)
    },
  }
}
