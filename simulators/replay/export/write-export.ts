import { createHash } from 'node:crypto'
import type { ExportLine } from './export-lines.ts'

export interface ExportSummary {
  readonly rows: number
  readonly anomalies: number
  readonly incidents: number
  /** Of the lines as they are written, whether or not they were. */
  readonly sha256: string
}

const chunkLength = 1 << 18

/** Hands lines on in large pieces, waits for each to be taken, and says what there was. */
export async function writeExport(
  lines: AsyncIterable<ExportLine>,
  take: (text: string) => Promise<void>,
  onLines: (count: number) => void,
): Promise<ExportSummary> {
  const hash = createHash('sha256')
  const counts = { reading: 0, anomaly: 0, incident: 0 }
  let pending = ''
  const flush = async () => {
    hash.update(pending)
    await take(pending)
    pending = ''
  }
  for await (const { kind, text } of lines) {
    counts[kind] += 1
    pending += text
    if (pending.length < chunkLength) continue
    onLines(counts.reading + counts.anomaly + counts.incident)
    await flush()
  }
  await flush()
  const { reading: rows, anomaly: anomalies, incident: incidents } = counts
  return { rows, anomalies, incidents, sha256: hash.digest('hex') }
}
