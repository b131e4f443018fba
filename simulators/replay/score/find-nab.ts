import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CliError } from '#simulators/replay/cli-error.ts'

export interface NabPlaces {
  /** The folder that the window file's names are paths in. */
  readonly series: string
  readonly windowsFile: string
}

/** A folder with its windows.json, or the benchmark's own, which keeps series and labels apart. */
export function findNab(data: string, windows?: string): NabPlaces {
  const beside = join(data, 'windows.json')
  const [series, own] = [join(data, 'data'), join(data, 'labels', 'combined_windows.json')]
  const isApart = !existsSync(beside) && existsSync(series) && existsSync(own)
  const windowsFile = windows ?? (isApart ? own : beside)
  if (windows !== undefined || existsSync(windowsFile))
    return { series: isApart ? series : data, windowsFile }
  throw new CliError(
    `"${data}" has neither windows.json nor the benchmark's own data and labels/combined_windows.json; name the windows with --windows.`,
    2,
  )
}
