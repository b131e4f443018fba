import type { Answer } from './deliver-ports.ts'

/** Whatever AWS or the network said; the message is tried again. */
export function refusalOf(fault: unknown): Answer {
  if (!(fault instanceof Error)) throw fault
  return { kind: 'refused', answer: `${fault.name}, ${fault.message}`.slice(0, 300) }
}
