import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
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
}
