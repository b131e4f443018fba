import { describe, expect, it } from 'vitest'
import { compilePattern } from '#simulators/cloud/bus/event-pattern.ts'
import { PatternError } from '#simulators/cloud/bus/pattern-error.ts'
import { createRouter } from '#simulators/cloud/bus/route-events.ts'
import { type EventPattern, mappings, rules } from '#wiring'

/** The event that EventBridge's documentation matches its patterns against. */
const instance = {
  version: '0',
  id: 'ddddd4-aaaa-7777-4444-345dd43cc333',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000'],
  detail: { 'c-count': 5, 'd-count': 3, 'x-limit': 301.8, state: 'running', owner: null, ok: true },
}
const employees = {
  employees: [
    { firstName: 'John', lastName: 'Doe' },
    { firstName: 'Anna', lastName: 'Smith' },
    { firstName: 'Peter', lastName: 'Jones' },
  ],
}

type Case = readonly [what: string, pattern: EventPattern, event: unknown, matches: boolean]

const cases: readonly Case[] = [
  ['a value', { source: ['aws.ec2'] }, instance, true],
  ['another value', { source: ['aws.s3'] }, instance, false],
  ['one of several values', { detail: { state: ['initializing', 'running'] } }, instance, true],
  ['all fields', { source: ['aws.ec2'], detail: { state: ['running'] } }, instance, true],
  ['only one of two fields', { source: ['aws.ec2'], detail: { state: ['off'] } }, instance, false],
  ['a number', { detail: { 'x-limit': [301.8] } }, instance, true],
  ['a number written otherwise', { detail: { 'c-count': [5.0] } }, instance, true],
  ['a number for its text', { detail: { 'c-count': ['5'] } }, instance, false],
  ['true', { detail: { ok: [true] } }, instance, true],
  ['true for its text', { detail: { ok: ['true'] } }, instance, false],
  ['null', { detail: { owner: [null] } }, instance, true],
  ['null for a missing field', { detail: { nobody: [null] } }, instance, false],
  ['null for its text', { detail: { owner: ['null'] } }, instance, false],
  ['a part of a value', { source: ['aws'] }, instance, false],
  ['other case', { source: ['AWS.EC2'] }, instance, false],
  ['the empty text', { a: [''] }, { a: '' }, true],
  ['a list that has the value', { resources: [instance.resources[0] ?? ''] }, instance, true],
  ['lists that have one in common', { a: [1, 2] }, { a: [2, 3] }, true],
  ['lists that have none in common', { a: [1, 2] }, { a: [3, 4] }, false],
  ['a list within a list', { a: [1] }, { a: [[0], [[1]]] }, true],
  ['an empty list', { a: [1] }, { a: [] }, false],
  ['an object in place of a value', { detail: ['running'] }, instance, false],
  ['a value in place of an object', { source: { name: ['aws.ec2'] } }, instance, false],
  ['objects in a list', { employees: { firstName: ['Anna'] } }, employees, true],
  [
    'objects in lists in a list',
    { employees: { firstName: ['Anna'] } },
    { employees: [employees.employees] },
    true,
  ],
  [
    'two fields of one element',
    { employees: { firstName: ['Anna'], lastName: ['Smith'] } },
    employees,
    true,
  ],
  [
    'fields of two elements',
    { employees: { firstName: ['Anna'], lastName: ['Jones'] } },
    employees,
    false,
  ],
  ['exists, and does', { detail: { 'c-count': [{ exists: true }] } }, instance, true],
  ['exists, and does not', { detail: { nobody: [{ exists: true }] } }, instance, false],
  ['exists, and is null', { detail: { owner: [{ exists: true }] } }, instance, true],
  ['exists, and is false', { a: [{ exists: true }] }, { a: false }, true],
  ['exists, and is a branch', { detail: [{ exists: true }] }, instance, false],
  ['exists, and is an empty list', { a: [{ exists: true }] }, { a: [] }, false],
  ['is missing, and is', { detail: { nobody: [{ exists: false }] } }, instance, true],
  ['is missing, with its branch', { nobody: { at: [{ exists: false }] } }, instance, true],
  ['is missing, and is not', { detail: { 'c-count': [{ exists: false }] } }, instance, false],
  ['is missing, and is null', { detail: { owner: [{ exists: false }] } }, instance, false],
  [
    'is missing, because a branch is there',
    { detail: { 'c-count': [{ exists: false }] } },
    { detail: { 'c-count': { c1: 100 } } },
    true,
  ],
  ['is missing in some elements', { a: { b: [{ exists: false }] } }, { a: [{ b: 1 }, {}] }, false],
  ['is missing, or a value', { a: [{ exists: false }, 'x'] }, { a: 'x' }, true],
  ['anything but', { detail: { state: [{ 'anything-but': 'initializing' }] } }, instance, true],
  ['anything but this', { detail: { state: [{ 'anything-but': 'running' }] } }, instance, false],
  [
    'anything but these',
    { detail: { state: [{ 'anything-but': ['off', 'running'] }] } },
    instance,
    false,
  ],
  [
    'anything but numbers',
    { detail: { 'x-limit': [{ 'anything-but': [100, 200] }] } },
    instance,
    true,
  ],
  ['anything but, and missing', { detail: { nobody: [{ 'anything-but': 'x' }] } }, instance, false],
  ['anything but, in a list of both', { a: [{ 'anything-but': 'x' }] }, { a: ['x', 'y'] }, true],
  ['anything but, in a list of it', { a: [{ 'anything-but': 'x' }] }, { a: ['x', 'x'] }, false],
  ['a field inherited by every object', { toString: [{ exists: true }] }, {}, false],
]

describe('an event pattern', () => {
  it.each(cases)('with %s', (_, pattern, event, matches) => {
    expect(compilePattern(pattern)(event)).toBe(matches)
  })

  it.each<readonly [string, EventPattern, string]>([
    ['prefix', { source: [{ prefix: 'aws' }] }, 'source uses {"prefix":"aws"}'],
    ['numeric', { detail: { n: [{ numeric: ['>', 0] }] } }, 'detail.n uses {"numeric":[">",0]}'],
    ['two operators at once', { a: [{ exists: true, prefix: 'x' }] }, 'a uses'],
    [
      'anything-but with a prefix',
      { a: [{ 'anything-but': { prefix: 'x' } }] },
      'anything-but with',
    ],
    ['exists with a word', { a: [{ exists: 'yes' }] }, 'a uses {"exists":"yes"}'],
    ['nothing at all', {}, 'its top is empty'],
    ['an empty list', { a: [] }, 'a lists nothing'],
  ])('that has %s is refused by name', (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError)
    expect(() => compilePattern(pattern)).toThrow(message)
  })

  it('of a rule is refused before anything starts, by the rule it is in', () => {
    const rule = {
      name: 'odd',
      about: 'x',
      pattern: { source: [{ wildcard: '*' }] },
      target: { kind: 'stream', partitionKeyPath: '$.id' },
    } as const
    const targets = { putRecords: async () => {}, callLater: async () => {} }
    expect(() => createRouter([rule], targets)).toThrow(
      /Rule "odd" .* source uses {"wildcard":"\*"}/,
    )
  })
})

describe('the wiring', () => {
  const event = (type: string, detail: unknown) => ({ id: 'e', 'detail-type': type, detail })
  const matching = (type: string, detail: unknown) =>
    rules
      .filter((rule) => compilePattern(rule.pattern)(event(type, detail)))
      .map(({ name }) => name)

  it.each<readonly [string, unknown, string]>([
    ['ReadingsReported', { cell: 'a' }, 'readings'],
    ['ReadingsReported', { cell: null }, 'readings'],
    ['ReadingsReported', {}, 'readings-without-cell'],
    ['ReadingsReported', { cell: { name: 'a' } }, 'readings-without-cell'],
    ['ReadingsReported', { cell: [] }, 'readings-without-cell'],
    ['CellTicked', { cell: 'a' }, 'readings'],
    ['CellTicked', {}, 'readings-without-cell'],
    ['AnomalyDetected', {}, 'anomalies'],
    ['AnomalyCleared', {}, 'anomalies'],
    ['SiteTicked', {}, 'anomalies'],
    ['IncidentChanged', {}, 'incidents'],
    ['Whatever', {}, 'unknown-events'],
  ])(
    'takes %s with %j by one rule, so that nothing is dropped or doubled',
    (type, detail, rule) => {
      expect(matching(type, detail)).toEqual([rule])
    },
  )

  it.each(['ReadingsReported', 'CellTicked', 'AnomalyDetected', 'SiteTicked', 'Whatever'])(
    'gives %s in the stream to one function',
    (type) => {
      const takers = mappings.filter(({ filter }) =>
        compilePattern(filter)({ data: event(type, { cell: 'a' }) }),
      )
      expect(takers).toHaveLength(1)
    },
  )
})
