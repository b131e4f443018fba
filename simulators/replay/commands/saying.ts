import { InvalidArgumentError } from 'commander'
import { nameHere } from '#simulators/replay/open-api.ts'

export interface Printing {
  readonly json?: true
}

export interface Saying extends Printing {
  readonly by?: string
  readonly comment?: string
}

/** Whose deed it is: whoever is said, else whose machine this is. */
export function authorOf({ by }: Saying): string {
  return by ?? nameHere()
}

export function print({ json }: Printing, value: unknown, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : words)
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

export function readDuration(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  const milliseconds = Number(count) * (units[unit ?? ''] ?? Number.NaN)
  if (milliseconds > 0) return milliseconds
  throw new InvalidArgumentError('give a time such as 90m, 12h or 3d.')
}

export function readInstant(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at) || at < 0)
    throw new InvalidArgumentError('give a time such as 2026-03-02T08:00:00Z.')
  return at
}
