import type { EventBus, EventPattern, IRuleTarget } from 'aws-cdk-lib/aws-events'
import { Rule } from 'aws-cdk-lib/aws-events'
import { KinesisStream, LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Stream } from 'aws-cdk-lib/aws-kinesis'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { assertNever } from '#domain/assert-never.ts'
import type { HouseFunction } from '#infra/constructs/house-function.ts'
import type { FunctionName, RuleTarget, Rule as RuleWiring } from '#wiring'

export interface WiredRuleProps {
  readonly wiring: RuleWiring
  readonly bus: EventBus
  readonly stream: Stream
  readonly functions: Readonly<Record<FunctionName, HouseFunction>>
  readonly undelivered: Queue
}

/** A rule of the bus; what its target does not take ends in a queue instead of nowhere. */
export class WiredRule extends Construct {
  constructor(scope: Construct, id: string, props: WiredRuleProps) {
    super(scope, id)
    const { wiring, bus, undelivered } = props
    const { 'detail-type': detailType, ...rest } = wiring.pattern
    const rule = new Rule(this, 'Rule', {
      description: wiring.about,
      eventBus: bus,
      // CDK types a pattern as lists of strings; EventBridge also takes operators such as `exists`.
      eventPattern: { ...rest, detailType } as EventPattern,
      targets: [target(wiring.target, props)],
    })
    // For a function CDK does this itself; for a stream it forgets.
    if (wiring.target.kind === 'stream') allowUndelivered(undelivered, rule)
  }
}

function allowUndelivered(undelivered: Queue, rule: Rule): void {
  undelivered.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [undelivered.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    }),
  )
}

function target(wired: RuleTarget, props: WiredRuleProps): IRuleTarget {
  const deadLetterQueue = props.undelivered
  switch (wired.kind) {
    case 'stream': {
      const { partitionKeyPath } = wired
      return new KinesisStream(props.stream, { partitionKeyPath, deadLetterQueue })
    }
    case 'function':
      return new LambdaFunction(props.functions[wired.function].function, { deadLetterQueue })
    default:
      return assertNever(wired)
  }
}
