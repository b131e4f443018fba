import * as z from 'zod'
import type { Transit } from './ports.ts'

const count = z.object({ accepted: z.number().int(), failed: z.number().int() })
const Answer = z.object({ frames: count, readings: count })

/** Asks the transport what it took in. Without an address the account starts at the commit. */
export function transitReader(url: string): () => Promise<Transit | null> {
  return async () => {
    if (url === '') return null
    const response = await fetch(url)
    if (!response.ok)
      throw new Error(
        `The transport at ${url} answered ${response.status} when asked for its account.`,
      )
    return Answer.parse(await response.json())
  }
}
