import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { TableAccess } from '#wiring'

const read = ['dynamodb:GetItem', 'dynamodb:Query']
const write = ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']

const actions: Readonly<Record<TableAccess, readonly string[]>> = {
  read,
  write,
  'read-write': [...read, ...write],
}

export function grantTable(table: Table, grantee: IGrantable, access: TableAccess): void {
  table.grant(grantee, ...actions[access])
  if (access !== 'read') grantee.grantPrincipal.addToPrincipalPolicy(keepAudit(table))
}

/** The audit is only added to, one entry at a time; a batch may hold deletions, so it may not touch it either. */
function keepAudit(table: Table): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
    resources: [table.tableArn],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } },
  })
}
