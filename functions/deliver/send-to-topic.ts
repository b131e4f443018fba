import { messageText } from '#domain/notify/message.ts'
import { requestTimes } from '#domain/request-times.ts'
import type { Answer, Outgoing } from './deliver-ports.ts'
import { refusalOf } from './refusal-of.ts'

/** SNS takes a subject of 100 plain characters; the message has it whole. */
const longestSubject = 100

/** Loaded only where somebody is told by SNS. */
export async function sendToTopic(
  topicArn: string,
  { id, message, repeated }: Outgoing,
): Promise<Answer> {
  const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns')
  const client = new SNSClient({ maxAttempts: 2, requestHandler: requestTimes(process.env) })
  const text = (value: string) => ({ DataType: 'String', StringValue: value })
  try {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: message.title
          .replace(/[^ -~]+/g, ' ')
          .trim()
          .slice(0, longestSubject),
        Message: messageText(message),
        MessageAttributes: {
          severity: text(message.severity),
          delivery: text(id),
          repeated: text(String(repeated)),
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
