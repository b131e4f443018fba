import { describe, expect, it } from 'vitest'
import { judgeConnection } from '#dashboard/live/connection.ts'
import { mergeChanges } from '#dashboard/live/merge-changes.ts'
import type { Changes } from '#domain/api/changes.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Latest } from '#domain/api/sites.ts'

const reading = (key: string, at: number | null, value = 1): Latest => ({
  ...{ key, at, value, status: 'ok', flag: 1, learned: 1, learning: null },
  ...{ expected: null, low: null, high: null, score: null },
})
const incident = (id: string, version: number, owner: string | null = null) =>
  ({ id, version, owner, status: owner ? 'acknowledged' : 'open' }) as IncidentSummary
const changes = (cursor: string, latest: Latest[], incidents: IncidentSummary[] = []): Changes => ({
  ...{ cursor, latest, incidents, now: '2143-11-21T12:00:00.000Z', anomaliesPerHour: [] },
  ...{ open: { critical: 0, major: 0, warning: 0, info: 0 }, suppressed: 0 },
})

describe('merging what changed', () => {
  const first = mergeChanges(undefined, changes('1', [reading('a', 10), reading('b', 10)]))

  it('keeps what is not told again', () => {
    const next = mergeChanges(first, changes('2', [reading('a', 20, 5)]))
    expect(next.cursor).toBe('2')
    expect([...next.latest.values()].map(({ key, at }) => `${key}${at}`)).toEqual(['a20', 'b10'])
  })

  it('lets a repetition and a late answer change nothing, not even identity', () => {
    const repeated = mergeChanges(first, changes('2', [reading('a', 10), reading('b', 5, 9)]))
    expect(repeated.latest).toBe(first.latest)
  })

  it('takes a changed state at the same reading, and a sensor that starts anew', () => {
    const late = { ...reading('a', 10), status: 'late' as const }
    expect(mergeChanges(first, changes('2', [late])).latest.get('a')?.status).toBe('late')
    expect(mergeChanges(first, changes('2', [reading('a', null)])).latest.get('a')?.at).toBeNull()
  })

  it('does not let an older version of an incident undo what was just done', () => {
    const shown = mergeChanges(undefined, changes('1', [], [incident('i', 3, 'Ada')]))
    const same = mergeChanges(shown, changes('2', [], [incident('i', 3)]))
    expect(same.incidents.get('i')?.owner).toBe('Ada')
    const newer = mergeChanges(shown, changes('2', [], [incident('i', 4, 'Ben')]))
    expect(newer.incidents.get('i')?.owner).toBe('Ben')
  })
})

describe('judging the connection', () => {
  it.each([
    [{ since: 0, lastAnswerAt: null }, 3_000, 'connecting'],
    [{ since: 0, lastAnswerAt: null }, 4_001, 'lost'],
    [{ since: 0, lastAnswerAt: 9_000 }, 10_000, 'live'],
    [{ since: 0, lastAnswerAt: 9_000 }, 13_001, 'lost'],
    [{ since: 60_000, lastAnswerAt: 9_000 }, 61_000, 'live'],
  ] as const)('%j at %d is %s', (contact, now, connection) => {
    expect(judgeConnection(contact, now)).toBe(connection)
  })
})

describe('an incident whose silence begins', () => {
  it('is taken over without a new version, and left alone when nothing is new', () => {
    const suppressed = {
      by: 'silence',
      id: 's',
      reason: 'silenced by Ada: x',
      until: null,
    } as const
    const calling = { ...incident('i', 1), suppressed: null }
    const quiet = { ...calling, suppressed }
    const first = mergeChanges(undefined, changes('1', [], [calling]))
    const second = mergeChanges(first, changes('2', [], [quiet]))
    expect(second.incidents.get('i')?.suppressed).toEqual(suppressed)
    const third = mergeChanges(
      second,
      changes('3', [], [{ ...quiet, suppressed: { ...suppressed } }]),
    )
    expect(third.incidents).toBe(second.incidents)
  })
})
