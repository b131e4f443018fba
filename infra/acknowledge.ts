import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Accepts one finding of cdk-nag; a finding about a wildcard carries it, as in `IAM5[Resource::*]`. */
export function acknowledge(construct: IConstruct, finding: string, reason: string): void {
  Validations.of(construct).acknowledge({
    id: `AwsSolutions::AwsSolutions-${finding}`,
    reason,
  })
}
