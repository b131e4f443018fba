import type { ReportedFrame } from '#domain/frame.ts'
import { cellAt, sensorAt } from './bench-site.ts'
import { signalAt } from './signal.ts'

/** A cell's sensors at these moments. */
export function frameOf(
  { sensorsPerCell }: { readonly sensorsPerCell: number },
  cell: number,
  times: readonly number[],
  boot: string,
): ReportedFrame {
  const sentAt = times.at(-1) ?? 0
  return {
    schemaVersion: 1,
    frame: `${boot}-${cell}-${sentAt}`,
    site: 'bench',
    cell: cellAt(cell),
    sentAt,
    boot,
    readings: times.flatMap((at) =>
      Array.from({ length: sensorsPerCell }, (_, sensor) => ({
        sensor: sensorAt(sensor),
        at,
        value: signalAt(cell, sensor, at),
      })),
    ),
  }
}
