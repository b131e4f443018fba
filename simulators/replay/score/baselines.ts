import type { Recording } from './recording.ts'
import { type Scored, tally } from './tally.ts'

const clockRows = 600

/** What anyone reaches who looks at no value at all: figures that are no better say nothing. */
export function baselines(recordings: readonly Recording[]) {
  return {
    clock: tally(recordings.map(byTheClock)),
    forever: tally(recordings.map(forEver)),
  }
}

function byTheClock(recording: Recording): Scored {
  const active = new Uint8Array(recording.times.length)
  const alarms: number[] = []
  for (let row = 0; row < active.length; row += clockRows) {
    alarms.push(row)
    active[row] = 1
  }
  return { recording, played: { alarms, active } }
}

function forEver(recording: Recording): Scored {
  const active = new Uint8Array(recording.times.length).fill(1)
  return { recording, played: { alarms: [recording.probation], active } }
}
