import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { Message, messageText } from '#domain/notify/message.ts'
import type { MailboxFolder } from '../mailbox/mailbox.ts'
import { isJson, readBody, readJson } from './read-body.ts'

export interface MailPorts {
  readonly mailbox: MailboxFolder
  now(): number
}

const largestBody = 256 * 1024
const mostShown = 100

const Posted = z.object({
  delivery: z.string(),
  receiver: z.string(),
  repeated: z.boolean(),
  message: Message,
})

/** What `mailbox:` stands for. Only JSON is taken: a page of another origin cannot send that unasked. */
export async function serveMailbox(
  request: IncomingMessage,
  response: ServerResponse,
  { mailbox, now }: MailPorts,
): Promise<void> {
  if (request.method === 'GET')
    return answer(response, 200, { items: await mailbox.read(mostShown) })
  const posted =
    request.method === 'POST' && isJson(request)
      ? Posted.safeParse(await readJson(request, largestBody))
      : undefined
  if (!posted?.success)
    return answer(response, 400, { message: 'GET it, or POST a message as application/json.' })
  const { receiver, repeated, message } = posted.data
  await mailbox.put({
    ...{ at: now(), via: 'mailbox', to: receiver, repeated, message },
    ...{ subject: message.title, text: messageText(message) },
  })
  answer(response, 200, {})
}

const Email = z.object({
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
    }),
  }),
})

/** SES's SendEmail, as its real client asks for it. */
export async function serveSes(
  request: IncomingMessage,
  response: ServerResponse,
  { mailbox, now }: MailPorts,
): Promise<void> {
  const email = Email.safeParse(await readJson(request, largestBody))
  if (!email.success || !request.url?.endsWith('/v2/email/outbound-emails'))
    return answer(response, 400, { message: 'The embedded cloud takes simple e-mails of text.' })
  const { Destination, Content } = email.data
  const { id } = await mailbox.put({
    ...{ at: now(), via: 'email', to: Destination.ToAddresses.join(', '), message: null },
    ...{ subject: Content.Simple.Subject.Data, text: Content.Simple.Body.Text.Data },
    repeated: false,
  })
  answer(response, 200, { MessageId: id })
}

/** SNS's Publish, as its real client asks for it. */
export async function serveSns(
  request: IncomingMessage,
  response: ServerResponse,
  { mailbox, now }: MailPorts,
): Promise<void> {
  const form = new URLSearchParams((await readBody(request, largestBody)).toString('utf8'))
  const [topic, text] = [form.get('TopicArn'), form.get('Message')]
  if (form.get('Action') !== 'Publish' || topic === null || text === null)
    return answerXml(
      response,
      400,
      '<ErrorResponse><Error><Code>InvalidParameter</Code></Error></ErrorResponse>',
    )
  const { id } = await mailbox.put({
    ...{ at: now(), via: 'sns', to: topic, message: null, text },
    ...{ subject: form.get('Subject') ?? '', repeated: false },
  })
  const result = `<PublishResult><MessageId>${id}</MessageId></PublishResult>`
  answerXml(response, 200, `<PublishResponse>${result}</PublishResponse>`)
}

function answerXml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' })
  response.end(body)
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
