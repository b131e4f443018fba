import { CfnOutput, Stack } from 'aws-cdk-lib'
import { HttpApi, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { HouseFunction } from '#infra/constructs/house-function.ts'
import type { PeopleStack } from '#infra/stacks/people-stack.ts'

/** The API that the dashboard and the CLI read. It has one route: serve-api knows its paths. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, serveApi: HouseFunction, people: PeopleStack) {
    super(scope, id)
    const api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('ServeApi', serveApi.function),
      // A token that is none is turned away before it costs a call; serve-api reads the role from it.
      defaultAuthorizer: new HttpJwtAuthorizer('People', people.issuer, {
        jwtAudience: [people.audience],
      }),
    })
    const logs = new LogGroup(this, 'AccessLogs', { retention: RetentionDays.ONE_MONTH })
    const stage = api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: { destination: new LogGroupLogDestination(logs) },
    })
    new CfnOutput(this, 'Url', { value: stage.url })
  }
}
