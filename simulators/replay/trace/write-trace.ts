import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { ReportedFrame } from '#domain/frame.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { gzipPiece, isGzipName } from './gzip.ts'
import type { TraceHeader } from './trace-header.ts'
import { labelsPathFor, type TraceLabels } from './trace-labels.ts'

/** A reading whose value may be anything, as an importer found it: the pipeline judges it. */
export interface TraceReading {
  readonly sensor: string
  readonly at: number
  readonly value: number | string
}

export type TraceFrame = Omit<ReportedFrame, 'readings'> & {
  readonly readings: readonly TraceReading[]
}

export interface TraceWriter {
  readonly write: (frame: TraceFrame) => void
  readonly close: () => void
}

const chunkLength = 1 << 18

/** The file gets its name when it is whole: a command that fails leaves no half trace behind. */
export function openTraceWriter(path: string, header: TraceHeader): TraceWriter {
  if (path === '' || statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`"${path}" is no file to write; name one such as day.ndjson.`, 2)
  mkdirSync(dirname(path), { recursive: true })
  const partial = `${path}.partial`
  const file = openSync(partial, 'w')
  let pending = `${JSON.stringify(header)}\n`
  const flush = () => {
    const bytes = Buffer.from(pending)
    writeAll(file, isGzipName(path) ? gzipPiece(bytes) : bytes)
    pending = ''
  }
  return {
    write: (frame) => {
      pending += `${JSON.stringify(frame)}\n`
      if (pending.length > chunkLength) flush()
    },
    close: () => {
      flush()
      closeSync(file)
      renameSync(partial, path)
    },
  }
}

/** The system may take less than it is offered. */
function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) done += writeSync(file, bytes, done)
}

export function writeLabels(tracePath: string, labels: readonly FaultLabel[]): void {
  const content: TraceLabels = { hyphae: 'labels', schemaVersion: 1, labels: [...labels] }
  writeFileSync(labelsPathFor(tracePath), `${JSON.stringify(content, null, 2)}\n`)
}
