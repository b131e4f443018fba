import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { acknowledge } from '#infra/acknowledge.ts'
import { FailureBucket } from '#infra/constructs/failure-bucket.ts'
import { HouseFunction, type Tables } from '#infra/constructs/house-function.ts'
import { WiredMapping } from '#infra/constructs/wired-mapping.ts'
import { WiredRule } from '#infra/constructs/wired-rule.ts'
import { WiredSchedule } from '#infra/constructs/wired-schedule.ts'
import {
  type FunctionName,
  type FunctionWiring,
  functions,
  mappings,
  rules,
  schedules,
  stream,
} from '#wiring'

/** From a reading to an incident, as functions/wiring.ts describes it. */
export class PipelineStack extends Stack {
  readonly bus: EventBus
  readonly stream: Stream
  readonly undelivered: Queue
  readonly failures: FailureBucket
  readonly functions: Readonly<Record<FunctionName, HouseFunction>>

  constructor(scope: Construct, id: string, tables: Tables) {
    super(scope, id)
    this.bus = new EventBus(this, 'Bus', { description: 'Readings, anomalies and incidents' })
    this.stream = this.orderedStream()
    this.undelivered = this.undeliveredQueue()
    this.failures = new FailureBucket(this, 'Failures')
    this.functions = this.deployFunctions(tables)
    this.connectRules()
    this.connectMappings()
    this.connectSchedules()
    this.keepFailedCalls()
    this.letRedrive()
  }

  private orderedStream(): Stream {
    return new Stream(this, 'Stream', {
      streamMode: StreamMode.PROVISIONED,
      shardCount: stream.shards,
      retentionPeriod: Duration.hours(stream.retentionHours),
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    })
  }

  private undeliveredQueue(): Queue {
    const queue = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    acknowledge(queue, 'SQS3', 'It is the dead-letter queue of every rule and schedule.')
    return queue
  }

  private deployFunctions(tables: Tables): Record<FunctionName, HouseFunction> {
    const deployed = Object.entries<FunctionWiring>(functions).map(([name, wiring]) => {
      const { bus } = this
      const id = pascalCase(name)
      return [name, new HouseFunction(this, id, { name, wiring, bus, tables })]
    })
    return Object.fromEntries(deployed)
  }

  private connectRules(): void {
    for (const wiring of rules) {
      const { bus, stream, functions, undelivered } = this
      const id = `${pascalCase(wiring.name)}Rule`
      new WiredRule(this, id, { wiring, bus, stream, functions, undelivered })
    }
  }

  private connectMappings(): void {
    for (const wiring of mappings) {
      new WiredMapping(this, `${pascalCase(wiring.function)}Mapping`, {
        wiring,
        stream: this.stream,
        function: this.functions[wiring.function],
        failures: this.failures,
      })
    }
  }

  private connectSchedules(): void {
    for (const wiring of schedules) {
      new WiredSchedule(this, `${pascalCase(wiring.function)}Schedule`, {
        wiring,
        function: this.functions[wiring.function],
        undelivered: this.undelivered,
      })
    }
  }

  private keepFailedCalls(): void {
    const scheduled = schedules.map((schedule) => schedule.function)
    const targets = rules.flatMap(({ target }) => (target.kind === 'function' ? [target] : []))
    for (const name of new Set([...scheduled, ...targets.map((target) => target.function)]))
      this.functions[name].keepFailures(this.failures)
  }

  private letRedrive(): void {
    for (const [name, wiring] of Object.entries<FunctionWiring>(functions))
      if (wiring.redrives) this.functions[name as FunctionName].takeFailures(this.failures)
  }
}

function pascalCase(kebab: string): string {
  return kebab.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase())
}
