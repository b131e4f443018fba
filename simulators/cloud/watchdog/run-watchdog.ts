import { existsSync } from 'node:fs'
import * as z from 'zod'
import { createApiClient } from '#api-client/client.ts'
import { postJson } from '#deliver/post-json.ts'
import { type Message, messageText } from '#domain/notify/message.ts'
import { watchdogReceivers } from '#domain/notify/watchdog.ts'
import { mailboxAddress } from '#domain/notify/webhook-address.ts'
import { findInstance } from '../home/instance.ts'
import { openMailbox } from '../mailbox/mailbox.ts'
import { type Asked, goneMessage, lookAtHome, newHomeWatch } from './watch-home.ts'

export interface Watchdog {
  /** Resolves when it has been stopped. */
  readonly ended: Promise<void>
  /** Whoever it watches has ended without a word. */
  tellGone(): Promise<void>
  stop(): void
}

const everyMilliseconds = 15_000
const longestMilliseconds = 5_000

/** Asks the Hyphae of a data folder how it is, from a process of its own, and tells when it does not answer well. */
export function runWatchdog(folder: string, say: (line: string) => void): Watchdog {
  const stopped = Promise.withResolvers<void>()
  let home = newHomeWatch(Date.now())
  let webhooks: readonly string[] = []
  let looking = Promise.resolve()
  const look = async () => {
    const asked = await askHome(folder)
    if (asked.kind === 'answered') webhooks = await readWebhooks(asked.origin, webhooks)
    const looked = lookAtHome(home, asked, Date.now())
    home = looked.home
    if (looked.message) await tell(looked.message, folder, webhooks, say)
  }
  const timer = setInterval(() => {
    looking = looking.then(look).catch((fault: unknown) => say(`The watchdog stumbled: ${fault}`))
  }, everyMilliseconds)
  return {
    ended: stopped.promise,
    async tellGone() {
      const now = Date.now()
      await tell(goneMessage('gone', now, now), folder, webhooks, say)
    },
    stop() {
      clearInterval(timer)
      stopped.resolve()
    },
  }
}

const Answer = z.object({ watchdog: z.object({ lastBeatAt: z.string().nullable() }) })

export async function askHome(folder: string): Promise<Asked> {
  const instance = await findInstance(folder)
  if (!instance) return { kind: 'gone' }
  const { origin } = instance
  try {
    const signal = AbortSignal.timeout(longestMilliseconds)
    const response = await fetch(`${origin}/api/v1/health`, { signal })
    const { watchdog } = Answer.parse(await response.json())
    const beatAt = watchdog.lastBeatAt === null ? null : Date.parse(watchdog.lastBeatAt)
    return { kind: 'answered', origin, beatAt }
  } catch {
    return { kind: 'unanswered' }
  }
}

/** Whom to tell besides; what was known before, where it does not say. */
async function readWebhooks(origin: string, before: readonly string[]): Promise<readonly string[]> {
  try {
    const { routing } = await createApiClient(origin)('routing', {
      signal: AbortSignal.timeout(longestMilliseconds),
    })
    return watchdogReceivers(routing, Date.now()).flatMap((name) => {
      const receiver = routing.receivers[name]
      const isWebhook = receiver?.kind === 'webhook' && receiver.url !== mailboxAddress
      return isWebhook ? [receiver.url] : []
    })
  } catch {
    return before
  }
}

/** It cannot sign: the secrets are in the store, which may be what is away. */
async function tell(
  message: Message,
  folder: string,
  webhooks: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const at = Date.now()
  const text = messageText(message)
  say(`WATCHDOG: ${text.trim().replaceAll('\n', '\n  ')}`)
  if (existsSync(folder))
    await openMailbox(folder).put({
      ...{ at, via: 'watchdog', to: 'this machine', repeated: false, message, text },
      subject: message.title,
    })
  const id = `watchdog-${at}`
  const body = JSON.stringify({ delivery: id, receiver: 'watchdog', repeated: false, message })
  const headers = { 'x-hyphae-delivery': id }
  for (const url of webhooks) {
    const answer = await postJson({ url, body, headers, mayBeLocal: true })
    if (answer.kind === 'refused')
      say(`WATCHDOG: ${new URL(url).host} was not told: ${answer.answer}`)
  }
}
