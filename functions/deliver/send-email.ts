import { type Message, messageText } from '#domain/notify/message.ts'
import { requestTimes } from '#domain/request-times.ts'
import type { Answer, Outgoing } from './deliver-ports.ts'
import { refusalOf } from './refusal-of.ts'

/** Loaded only where somebody is told by e-mail. */
export async function sendEmail(
  from: string,
  to: readonly string[],
  { id, message, repeated }: Outgoing,
): Promise<Answer> {
  if (from === '')
    return { kind: 'refused', answer: 'no sender is set; set EMAIL_FROM to an address SES knows' }
  const { SESv2Client, SendEmailCommand } = await import('@aws-sdk/client-sesv2')
  const client = new SESv2Client({ maxAttempts: 2, requestHandler: requestTimes(process.env) })
  const text = `${messageText(message)}\nMessage ${id}${repeated ? ', which may have come before' : ''}\n`
  try {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [...to] },
        Content: {
          Simple: {
            Subject: { Data: subjectOf(message), Charset: 'UTF-8' },
            Body: { Text: { Data: text, Charset: 'UTF-8' } },
          },
        },
      }),
    )
    return { kind: 'taken' }
  } catch (fault) {
    return refusalOf(fault)
  } finally {
    client.destroy()
  }
}

function subjectOf({ title }: Message): string {
  return title.replace(/\s+/g, ' ').slice(0, 200)
}
