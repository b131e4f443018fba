import type { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { synthesise } from '#test/infra/synthesis.ts'
import { mappings, rules, schedules, stream } from '#wiring'

const { pipeline, nameOf } = synthesise()

const all = (template: Template, type: string) =>
  Object.values(template.findResources(type)).map((found) => found['Properties'])

describe('the rules of the bus', () => {
  const deployed = all(pipeline, 'AWS::Events::Rule').map((rule) => {
    const [target] = rule.Targets
    return {
      about: rule.Description,
      bus: nameOf(rule.EventBusName),
      pattern: rule.EventPattern,
      target: nameOf(target.Arn),
      partitionKeyPath: target.KinesisParameters?.PartitionKeyPath,
      undelivered: nameOf(target.DeadLetterConfig.Arn),
    }
  })

  it('are those of the wiring, each with one target and a queue for what it does not take', () => {
    const wired = rules.map(({ about, pattern, target }) => ({
      about,
      bus: 'Bus',
      pattern,
      target: target.kind === 'stream' ? 'Stream' : 'Notify/Function',
      partitionKeyPath: target.kind === 'stream' ? target.partitionKeyPath : undefined,
      undelivered: 'Undelivered',
    }))
    expect(deployed).toEqual(expect.arrayContaining(wired))
    expect(deployed).toHaveLength(rules.length)
  })

  it.each([
    ['readings', 'ReadingsReported', '$.detail.cell'],
    ['anomalies', 'AnomalyDetected', '$.detail.site'],
  ])('order %s by their key', (_rule, detailType, key) => {
    const keys = deployed
      .filter(({ pattern }) => pattern['detail-type'].includes(detailType))
      .map(({ partitionKeyPath }) => partitionKeyPath)
    expect(keys).toContain(key)
  })

  it('may send what they could not deliver to the queue', () => {
    const [policy] = all(pipeline, 'AWS::SQS::QueuePolicy')
    const allowed = policy?.['PolicyDocument'].Statement.filter(
      (statement: { Effect: string }) => statement.Effect === 'Allow',
    ).map((statement: { Condition: { ArnEquals: { 'aws:SourceArn': unknown } } }) =>
      nameOf(statement.Condition.ArnEquals['aws:SourceArn']),
    )
    const ruleNames = Object.keys(pipeline.findResources('AWS::Events::Rule')).map((id) =>
      nameOf({ Ref: id }),
    )
    expect(allowed.toSorted()).toEqual(ruleNames.toSorted())
  })
})

describe('the stream', () => {
  it('has the shards and the memory of the wiring, and is encrypted', () => {
    pipeline.hasResourceProperties('AWS::Kinesis::Stream', {
      ShardCount: stream.shards,
      RetentionPeriodHours: stream.retentionHours,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamEncryption: { EncryptionType: 'KMS' },
    })
  })

  it.each(mappings)('feeds $function as the wiring says', (wiring) => {
    const mapping = all(pipeline, 'AWS::Lambda::EventSourceMapping').find(
      (candidate) => nameOf(candidate.FunctionName) === `${pascal(wiring.function)}/Function`,
    )
    expect(nameOf(mapping?.['EventSourceArn'])).toBe('Stream')
    expect(JSON.parse(mapping?.['FilterCriteria'].Filters[0].Pattern)).toEqual(wiring.filter)
    expect(nameOf(mapping?.['DestinationConfig'].OnFailure.Destination)).toBe('Failures/Bucket')
    expect(mapping).toMatchObject({
      BatchSize: wiring.batchSize,
      MaximumBatchingWindowInSeconds: wiring.windowSeconds,
      ParallelizationFactor: wiring.parallelizationFactor,
      MaximumRetryAttempts: wiring.maximumRetries,
      MaximumRecordAgeInSeconds: wiring.maximumRecordAgeSeconds,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    })
  })

  it('has one reader per stage and no other', () => {
    pipeline.resourceCountIs('AWS::Lambda::EventSourceMapping', mappings.length)
  })
})

describe('the schedules', () => {
  it.each(schedules)(
    'call $function every $everyMinutes min',
    ({ function: name, everyMinutes }) => {
      const schedule = all(pipeline, 'AWS::Scheduler::Schedule').find(
        (candidate) => nameOf(candidate.Target.Arn) === `${pascal(name)}/Function`,
      )
      expect(schedule?.['ScheduleExpression']).toMatch(
        new RegExp(`^rate\\(${everyMinutes} minutes?\\)$`),
      )
      expect(schedule?.['Target'].RetryPolicy.MaximumEventAgeInSeconds).toBe(everyMinutes * 60)
      expect(nameOf(schedule?.['Target'].DeadLetterConfig.Arn)).toBe('Undelivered')
    },
  )
})

it('keeps in full what an unattended call could not process', () => {
  const kept = all(pipeline, 'AWS::Lambda::EventInvokeConfig').map((config) => [
    nameOf(config.FunctionName),
    nameOf(config.DestinationConfig.OnFailure.Destination),
  ])
  expect(kept.toSorted()).toEqual([
    ['CheckWatchdog/Function', 'Failures/Bucket'],
    ['Notify/Function', 'Failures/Bucket'],
    ['SendNotifications/Function', 'Failures/Bucket'],
    ['SendTicks/Function', 'Failures/Bucket'],
  ])
})

function pascal(kebab: string): string {
  return kebab
    .split('-')
    .map((word) => word.replace(/^./, (first) => first.toUpperCase()))
    .join('')
}
