import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'

/**
 * Rights to the topics and the identity that the context names, and to no other: a routing that names another topic is
 * refused by SNS. NOTIFY_TOPICS are ARNs with commas between; EMAIL_IDENTITY is what SES knows EMAIL_FROM by.
 */
export function grantTelling(role: Role): void {
  const topics = contextText(role, 'NOTIFY_TOPICS')
    .split(',')
    .flatMap((arn) => arn.trim() || [])
  for (const arn of topics)
    if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(arn))
      throw new Error(`NOTIFY_TOPICS has "${arn}", which is no ARN of one SNS topic; correct it.`)
  if (topics.length > 0)
    role.addToPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: topics }))
  const identity = contextText(role, 'EMAIL_IDENTITY')
  if (identity === '') return
  if (!/^[\w.+-]+(@[\w.-]+)?$/.test(identity))
    throw new Error(`EMAIL_IDENTITY is "${identity}", neither an address nor a domain; correct it.`)
  const arn = Stack.of(role).formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: identity,
  })
  role.addToPolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: [arn] }))
}

function contextText(role: Role, name: string): string {
  const value: unknown = role.node.tryGetContext(name)
  return value === undefined ? '' : String(value)
}
