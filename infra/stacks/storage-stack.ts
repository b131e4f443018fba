import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { acknowledge } from '#infra/acknowledge.ts'
import type { TableName } from '#wiring'

const kept = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const

/** Everything that must outlive a deployment. */
export class StorageStack extends Stack {
  readonly tables: Readonly<Record<TableName, Table>>

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.tables = { telemetry: this.telemetry(), ops: this.ops(), subjects: this.subjects() }
  }

  private telemetry(): Table {
    const table = new Table(this, 'Telemetry', {
      ...kept,
      timeToLiveAttribute: 'ttl',
    })
    acknowledge(table, 'DDB3', 'Readings expire; what was decided from them is kept in ops.')
    return table
  }

  private ops(): Table {
    return new Table(this, 'Ops', {
      ...kept,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    })
  }

  private subjects(): Table {
    const key = new Key(this, 'SubjectsKey', {
      description: 'Seals what Hyphae keeps about people',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const table = new Table(this, 'Subjects', {
      ...kept,
      // What people said expires with what was made of it; what they decided does not.
      timeToLiveAttribute: 'ttl',
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
    })
    acknowledge(table, 'DDB3', 'A backup would keep what a person has had erased.')
    return table
  }
}
