import { Duration } from 'aws-cdk-lib'
import type { Stream } from 'aws-cdk-lib/aws-kinesis'
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { FailureBucket } from '#infra/constructs/failure-bucket.ts'
import type { HouseFunction } from '#infra/constructs/house-function.ts'
import type { StreamMapping } from '#wiring'

export interface WiredMappingProps {
  readonly wiring: StreamMapping
  readonly stream: Stream
  readonly function: HouseFunction
  readonly failures: FailureBucket
}

/** Feeds a function from the stream, in order by key, and keeps what it could not process. */
export class WiredMapping extends Construct {
  constructor(scope: Construct, id: string, props: WiredMappingProps) {
    super(scope, id)
    const { wiring, stream, failures } = props
    const grant = stream.grantRead(props.function.role)
    failures.grantDelivery(props.function.role)
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: props.function.function,
      eventSourceArn: stream.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [{ pattern: JSON.stringify(wiring.filter) }],
      batchSize: wiring.batchSize,
      maxBatchingWindow: Duration.seconds(wiring.windowSeconds),
      parallelizationFactor: wiring.parallelizationFactor,
      retryAttempts: wiring.maximumRetries,
      maxRecordAge: Duration.seconds(wiring.maximumRecordAgeSeconds),
      bisectBatchOnError: wiring.bisectOnError,
      reportBatchItemFailures: wiring.reportsPartialFailures,

      onFailure: { bind: () => ({ destination: failures.arn }) },
    })
    grant.applyBefore(mapping)
  }
}
