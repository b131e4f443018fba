import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { hyphaeApp } from '#infra/hyphae-app.ts'
import { type FunctionWiring, functions } from '#wiring'

const withoutCode = { 'aws:cdk:bundling-stacks': [] }
const topic = 'arn:aws:sns:eu-central-1:123456789012:garden'

interface Statement {
  readonly Action: string
  readonly Resource: unknown
}

/** Per role, what it may tell by. */
function rightsWith(context: Readonly<Record<string, unknown>>) {
  const { pipeline } = hyphaeApp({ ...withoutCode, ...context })
  const policies = Object.values(Template.fromStack(pipeline).findResources('AWS::IAM::Policy'))
  return policies.flatMap(({ Properties }) => {
    const statements = Properties.PolicyDocument.Statement as Statement[]
    const telling = statements.filter(({ Action }) => /^(sns|ses):/.test(String(Action)))
    return telling.map(({ Action, Resource }) => `${Action} ${JSON.stringify(Resource)}`)
  })
}

describe('whoever tells people', () => {
  const tellers = Object.values<FunctionWiring>(functions).filter(({ tells }) => tells)

  it('may do so by nothing that nobody named', () => {
    expect(rightsWith({})).toEqual([])
  })

  it('may publish to the topics and send from the identity that the context names', () => {
    const rights = rightsWith({ NOTIFY_TOPICS: topic, EMAIL_IDENTITY: 'hyphae.example' })
    expect(rights.filter((right) => right === `sns:Publish "${topic}"`)).toHaveLength(
      tellers.length,
    )
    const sending = rights.filter((right) => right.startsWith('ses:SendEmail'))
    expect(sending).toHaveLength(tellers.length)
    expect(sending[0]).toContain(':identity/hyphae.example"')
    expect(rights.join()).not.toContain('*')
  })

  it.each([
    [{ NOTIFY_TOPICS: 'arn:aws:sns:*:*:*' }, 'NOTIFY_TOPICS has "arn:aws:sns:*:*:*"'],
    [{ EMAIL_IDENTITY: '*' }, 'EMAIL_IDENTITY is "*"'],
  ])('may never do so by all: %o', (context, message) => {
    expect(() => rightsWith(context)).toThrow(message)
  })
})
