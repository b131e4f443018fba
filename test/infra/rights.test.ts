import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { synthesise } from '#test/infra/synthesis.ts'
import { type FunctionName, type FunctionWiring, functions, mappings } from '#wiring'

interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource: unknown
}

const { pipeline, api, storage, nameOf } = synthesise()

const read = ['GetItem', 'Query']
const write = ['BatchWriteItem', 'DeleteItem', 'PutItem']
const actionsOf = { read, write, 'read-write': [...read, ...write] }

const policies = [pipeline, api, storage].flatMap((template) =>
  Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => ({
    role: nameOf(Properties.Roles[0]),
    statements: Properties.PolicyDocument.Statement as Statement[],
  })),
)

const list = <T>(value: T | readonly T[]): readonly T[] =>
  (Array.isArray(value) ? value : [value]) as T[]

/** Each right of a role on its own line, such as `dynamodb:Query Ops`. */
const rightsOf = (role: string) =>
  policies
    .filter((policy) => policy.role === role)
    .flatMap(({ statements }) => statements)
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((one) => `${action} ${resource(one)}`)),
    )
    .toSorted()

function resource(one: unknown): string {
  const joined = (one as { 'Fn::Join'?: [string, [unknown, string]] })['Fn::Join']
  return joined === undefined ? nameOf(one) : nameOf(joined[1][0]) + joined[1][1]
}

describe.each(Object.entries<FunctionWiring>(functions))('%s', (name, wiring) => {
  const id = name
    .split('-')
    .map((word) => word.replace(/^./, (c) => c.toUpperCase()))
    .join('')
  const rights = rightsOf(`${id}/Role`)

  it('may touch the tables the wiring names, and no other', () => {
    const due = Object.entries(wiring.tables).flatMap(([table, access]) =>
      actionsOf[access].map(
        (action) => `dynamodb:${action} ${table.replace(/^./, (c) => c.toUpperCase())}`,
      ),
    )
    expect(rights.filter((right) => right.startsWith('dynamodb:'))).toEqual(due.toSorted())
  })

  it('may publish if the wiring says so', () => {
    const due = wiring.publishes ? ['events:PutEvents Bus'] : []
    expect(rights.filter((right) => right.startsWith('events:'))).toEqual(due)
  })

  it('may read the stream if it is fed from it', () => {
    const fed = mappings.some((mapping) => mapping.function === (name as FunctionName))
    const streamRights = rights.filter((right) => right.startsWith('kinesis:'))
    expect(streamRights.includes('kinesis:GetRecords Stream')).toBe(fed)
    expect(streamRights.filter((right) => right.includes('Put'))).toEqual([])
  })

  it('may write to its own log and, beyond that, only leave failures behind or move them', () => {
    const rest = rights.filter((right) => !/^(dynamodb|events|kinesis):/.test(right))
    const moving = [
      's3:DeleteObject Failures/Bucket/aws/lambda/*',
      's3:GetObject Failures/Bucket/aws/lambda/*',
      's3:ListBucket Failures/Bucket',
      's3:PutObject Failures/Bucket/redriven/*',
    ]
    const failures = ['s3:ListBucket Failures/Bucket', 's3:PutObject Failures/Bucket/aws/lambda/*']
    const logs = [`logs:CreateLogStream ${id}/Logs`, `logs:PutLogEvents ${id}/Logs`]
    const due = wiring.redrives ? [[...logs, ...moving]] : [logs, [...logs, ...failures]]
    expect(due).toContainEqual(rest)
  })

  it('finds in its environment what it has rights to', () => {
    const found = Object.values(pipeline.findResources('AWS::Lambda::Function')).find(
      ({ Properties }) => Properties.Description === wiring.about,
    )
    const variables = found?.['Properties'].Environment.Variables
    const tables = Object.keys(wiring.tables).map((table) => `${table.toUpperCase()}_TABLE`)
    const due = [...tables, ...Object.keys(wiring.settings), 'NODE_OPTIONS']
    if (wiring.publishes) due.push('BUS_NAME')
    if (wiring.redrives) due.push('FAILURE_BUCKET')
    expect(Object.keys(variables).toSorted()).toEqual(due.toSorted())
    for (const table of Object.keys(wiring.tables))
      expect(nameOf(variables[`${table.toUpperCase()}_TABLE`]).toLowerCase()).toBe(table)
  })
})

describe('everybody', () => {
  it('gets only rights that are spelled out', () => {
    const wide = policies
      .flatMap(({ role }) => rightsOf(role))
      .filter(
        (right) =>
          right.includes('*') && !/ Failures\/Bucket\/(aws\/lambda|redriven)\/\*$/.test(right),
      )
    expect(wide).toEqual([])
  })

  it('may do with a table what the store does, no more and no less', () => {
    const source = globSync('functions/store/**/*.ts').map((file) => readFileSync(file, 'utf8'))
    const commands = source.flatMap((text) => [...text.matchAll(/new (\w+)Command\(/g)])
    const used = new Set(commands.map(([, command]) => command))
    expect(used).toEqual(new Set(actionsOf['read-write']))
  })

  it('gets no ready-made policy', () => {
    const roles = [pipeline, api, storage].flatMap((template) =>
      Object.values(template.findResources('AWS::IAM::Role')),
    )
    expect(roles.length).toBeGreaterThan(Object.keys(functions).length)
    expect(roles.filter(({ Properties }) => Properties.ManagedPolicyArns !== undefined)).toEqual([])
  })

  it('puts into the stream through the bus alone', () => {
    const putting = policies.filter(({ role }) =>
      rightsOf(role).includes('kinesis:PutRecord Stream'),
    )
    expect(putting.map(({ role }) => role)).toEqual(['Stream/EventsRole'])
  })

  it('needs a token of the pool to call the API', () => {
    const routes = Object.values(api.findResources('AWS::ApiGatewayV2::Route'))
    expect(
      routes.map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType]),
    ).toEqual([['$default', 'JWT']])
  })
})
