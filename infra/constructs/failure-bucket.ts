import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge } from '#infra/acknowledge.ts'

/** Keeps, in full, what no retry could process. Lambda itself writes here, in its own key layout. */
export class FailureBucket extends Construct {
  readonly bucket: Bucket
  readonly arn: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.arn = this.bucket.bucketArn
    acknowledge(this.bucket, 'S1', 'Only Lambda writes here; CloudTrail names who reads.')
  }

  /** CDK's own S3 destinations let the function read, and one of them delete, in the whole bucket. */
  grantDelivery(role: Role): void {
    const prefix = '/aws/lambda/*'
    role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.arn] }))
    role.addToPolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${this.arn}${prefix}`] }),
    )
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)
    const finding = `IAM5[Resource::<${logicalId}.Arn>${prefix}]`
    acknowledge(role, finding, 'Lambda makes the key of each failed batch from time and position.')
  }

  /** Reads what was left, and moves it to `redriven/` once it was sent; nothing there is ever touched again. */
  grantRedrive(role: Role): void {
    const [kept, sent] = ['/aws/lambda/*', '/redriven/*']
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.arn],
        conditions: { StringLike: { 's3:prefix': 'aws/lambda/*' } },
      }),
    )
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:DeleteObject', 's3:GetObject'],
        resources: [`${this.arn}${kept}`],
      }),
    )
    role.addToPolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${this.arn}${sent}`] }),
    )
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)
    for (const prefix of [kept, sent])
      acknowledge(
        role,
        `IAM5[Resource::<${logicalId}.Arn>${prefix}]`,
        'Whatever Lambda left is sent again; its keys are made of time and position.',
      )
  }
}
