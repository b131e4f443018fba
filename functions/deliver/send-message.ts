import { assertNever } from '#domain/assert-never.ts'
import { mailboxAddress } from '#domain/notify/webhook-address.ts'
import { readSecret } from '#store/routing.ts'
import type { OpsStore } from '#store/store.ts'
import type { Answer, Outgoing, Send } from './deliver-ports.ts'
import { postJson } from './post-json.ts'
import { sendEmail } from './send-email.ts'
import { sendToTopic } from './send-to-topic.ts'
import { signBody } from './sign-body.ts'

export interface SenderSettings {
  /** The embedded cloud's mailbox; empty on AWS. */
  readonly mailboxUrl: string
  readonly emailFrom: string
}

export function openSender(store: OpsStore, settings: SenderSettings, now: () => number): Send {
  return async (receiver, outgoing) => {
    switch (receiver.kind) {
      case 'webhook':
        return sendToWebhook(receiver.url, outgoing, { store, settings, now })
      case 'sns':
        return sendToTopic(receiver.topicArn, outgoing)
      case 'email':
        return sendEmail(settings.emailFrom, receiver.to, outgoing)
      default:
        return assertNever(receiver)
    }
  }
}

interface WebhookPorts {
  readonly store: OpsStore
  readonly settings: SenderSettings
  readonly now: () => number
}

async function sendToWebhook(
  url: string,
  { id, receiver, message, repeated }: Outgoing,
  { store, settings: { mailboxUrl }, now }: WebhookPorts,
): Promise<Answer> {
  const mayBeLocal = mailboxUrl !== ''
  const body = JSON.stringify({ delivery: id, receiver, repeated, message })
  const headers = {
    'x-hyphae-delivery': id,
    ...(repeated ? { 'x-hyphae-repeated': 'true' } : {}),
  }
  if (url === mailboxAddress && mayBeLocal)
    return postJson({ url: mailboxUrl, body, headers, mayBeLocal })
  const secret = await readSecret(store, receiver)
  const signature = secret
    ? { 'x-hyphae-signature': signBody(secret, Math.floor(now() / 1000), body) }
    : {}
  return postJson({ url, body, headers: { ...headers, ...signature }, mayBeLocal })
}
