import { join } from 'node:path'
import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { FailureBucket } from '#infra/constructs/failure-bucket.ts'
import { grantTable } from '#infra/constructs/table-access.ts'
import { grantTelling } from '#infra/constructs/telling-rights.ts'
import type { FunctionWiring, TableAccess, TableName } from '#wiring'

export type Tables = Readonly<Record<TableName, Table>>

export interface HouseFunctionProps {
  readonly name: string
  readonly wiring: FunctionWiring
  readonly tables: Tables
  readonly bus: EventBus
}

const root = join(import.meta.dirname, '../..')

/** A function, and in one act the settings it reads and the rights that go with them. */
export class HouseFunction extends Construct {
  readonly function: NodejsFunction
  readonly role: Role

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id)
    const logGroup = new LogGroup(this, 'Logs', { retention: RetentionDays.ONE_MONTH })
    // CDK's own role may write to every log group of the account.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    logGroup.grantWrite(this.role)
    this.function = this.bundle(props, logGroup)
    this.connect(props)
  }

  /** For whoever calls without waiting for the answer: what fails to the end is kept in full. */
  keepFailures(failures: FailureBucket): void {
    failures.grantDelivery(this.role)

    const onFailure = { bind: () => ({ destination: failures.arn }) }
    this.function.configureAsyncInvoke({ onFailure, retryAttempts: 2 })
  }

  /** For the one that sends again what failed. */
  takeFailures(failures: FailureBucket): void {
    this.function.addEnvironment('FAILURE_BUCKET', failures.bucket.bucketName)
    failures.grantRedrive(this.role)
  }

  private bundle({ name, wiring }: HouseFunctionProps, logGroup: LogGroup): NodejsFunction {
    return new NodejsFunction(this, 'Function', {
      description: wiring.about,
      entry: join(root, 'functions', name, 'handler.ts'),
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: wiring.memoryMegabytes,
      timeout: Duration.seconds(wiring.timeoutSeconds),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...this.settings(wiring), NODE_OPTIONS: '--enable-source-maps' },
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        mainFields: ['module', 'main'],
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        bundleAwsSDK: true,
        logLevel: LogLevel.WARNING,
      },
    })
  }

  private settings(wiring: FunctionWiring): Record<string, string> {
    const chosen = Object.entries(wiring.settings).map(([name, usual]) => {
      const value: unknown = this.node.tryGetContext(name)
      return [name, value === undefined ? usual : String(value)] as const
    })
    return Object.fromEntries(chosen)
  }

  private connect({ wiring, tables, bus }: HouseFunctionProps): void {
    for (const [name, access] of Object.entries(wiring.tables) as [TableName, TableAccess][]) {
      const table = tables[name]
      this.function.addEnvironment(`${name.toUpperCase()}_TABLE`, table.tableName)
      grantTable(table, this.role, access)
    }
    if (wiring.tells) grantTelling(this.role)
    if (wiring.publishes) {
      this.function.addEnvironment('BUS_NAME', bus.eventBusName)
      bus.grantPutEventsTo(this.role)
    }
  }
}
