import { Match } from 'aws-cdk-lib/assertions'
import { expect, it } from 'vitest'
import { synthesise } from '#test/infra/synthesis.ts'

const { storage, pipeline, nameOf } = synthesise()

const tables = Object.entries(storage.findResources('AWS::DynamoDB::Table')).map(
  ([id, { Properties, DeletionPolicy }]) => ({
    name: nameOf({ Ref: id }),
    properties: Properties,
    removal: DeletionPolicy,
  }),
)
const table = (name: string) => tables.find((candidate) => candidate.name === name)?.properties

it('keeps every table when its stack goes', () => {
  expect(tables.map(({ name }) => name).toSorted()).toEqual(['Ops', 'Subjects', 'Telemetry'])
  for (const { properties, removal } of tables) {
    expect(properties.DeletionProtectionEnabled).toBe(true)
    expect(properties.BillingMode).toBe('PAY_PER_REQUEST')
    expect(removal).toBe('Retain')
  }
})

it('lets telemetry and what people said expire, and nothing else', () => {
  for (const name of ['Telemetry', 'Subjects'])
    expect(table(name).TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true })
  expect(table('Ops').TimeToLiveSpecification).toBeUndefined()
})

it('can bring ops back to any moment, and never brings back an erased person', () => {
  expect(table('Ops').PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
  expect(table('Subjects').PointInTimeRecoverySpecification).toBeUndefined()
})

it('seals what is known about people with a key of its own', () => {
  const { SSESpecification: sealed } = table('Subjects')
  expect(sealed).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' })
  expect(nameOf(sealed.KMSMasterKeyId)).toBe('SubjectsKey')
  storage.hasResource('AWS::KMS::Key', {
    Properties: { EnableKeyRotation: true },
    DeletionPolicy: 'Retain',
  })
})

it('keeps failures in a closed bucket for good', () => {
  pipeline.hasResource('AWS::S3::Bucket', {
    Properties: {
      BucketEncryption: Match.anyValue(),
      LifecycleConfiguration: Match.absent(),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
    DeletionPolicy: 'Retain',
  })
})
