import { Duration } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { HouseFunction } from '#infra/constructs/house-function.ts'
import type { Schedule as ScheduleWiring } from '#wiring'

export interface WiredScheduleProps {
  readonly wiring: ScheduleWiring
  readonly function: HouseFunction
  readonly undelivered: Queue
}

export class WiredSchedule extends Construct {
  constructor(scope: Construct, id: string, props: WiredScheduleProps) {
    super(scope, id)
    const { wiring, undelivered } = props
    const every = Duration.minutes(wiring.everyMinutes)
    const { functionArn } = props.function.function
    // CDK's own target may call every version of the function as well.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    })
    allow(role, 'lambda:InvokeFunction', functionArn)
    allow(role, 'sqs:SendMessage', undelivered.queueArn)
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(every),
      target: {
        bind: () => ({
          arn: functionArn,
          role,
          deadLetterConfig: { arn: undelivered.queueArn },
          // Once the next one is due, a late one has nothing left to say.
          retryPolicy: { maximumEventAgeInSeconds: every.toSeconds(), maximumRetryAttempts: 2 },
        }),
      },
    })
  }
}

function allow(role: Role, action: string, resource: string): void {
  role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }))
}
