import { describe, expect, it } from 'vitest'
import { cellState } from '#dashboard/overview/cell-state.ts'
import { recordingEnd } from '#dashboard/overview/cells.ts'
import { lateAfterIntervals, learningWord, shownState } from '#dashboard/sensors/sensor-state.ts'
import type { Latest } from '#domain/api/sites.ts'

const now = 1_000_000_000
const zone = 'UTC'
const sensor = { minimumPeople: 0, expectedIntervalSeconds: 10 }
const told = (status: Latest['status'], at: number | null = now, learned = 1) => ({
  ...{ status, at, learned, value: 5, low: 1, high: 3 },
})

describe('what is said of a sensor', () => {
  it.each([
    ['ok', 'ok', 'OK'],
    ['anomalous', 'warning', 'Anomalous'],
    ['late', 'unknown', 'Late'],
  ] as const)('%s looks %s: %s', (status, look, word) => {
    expect(shownState(sensor, told(status), now, false, zone)).toEqual({ look, word })
  })

  it('says of an anomaly whose value is back inside that it is not over', () => {
    const back = { ...told('anomalous'), value: 2 }
    expect(shownState(sensor, back, now, false, zone).word).toBe('Anomaly not over')
  })

  it('of which only a replay told is a recording that ends, and late for nobody', () => {
    const ended = told('recorded', Date.UTC(2025, 2, 3, 23, 30))
    const state = shownState(sensor, ended, Date.UTC(2026, 2, 3), false, 'Europe/Zurich')
    expect(state).toEqual({ look: 'recorded', word: 'Recording, ends 4 Mar 2025' })
  })

  it('says how far learning is, and never that it is done', () => {
    expect(shownState(sensor, told('learning', now, 0.625), now, false, zone).word).toBe(
      'Learning 62 %',
    )
    expect(learningWord(0.9999)).toBe('Learning 99 %')
    expect(learningWord(1)).toBe('Learning 99 %')
  })

  it('is late after its intervals, whatever was last said of it', () => {
    const patience = (lateAfterIntervals + 1) * 10_000
    expect(shownState(sensor, told('ok', now - patience), now, false, zone).word).toBe('OK')
    expect(shownState(sensor, told('ok', now - patience - 1), now, false, zone).word).toBe('Late')
  })

  it('tells silence for too few people from silence', () => {
    const never = told('never-reported', null)
    expect(shownState(sensor, never, now, false, zone).word).toBe('Never reported')
    expect(shownState({ ...sensor, minimumPeople: 10 }, never, now, false, zone)).toEqual({
      look: 'hidden',
      word: 'Hidden: fewer than 10 people',
    })
  })

  it.each(['ok', 'anomalous', 'learning', 'late'] as const)(
    'says of %s only what it was while contact is lost',
    (status) => {
      const state = shownState(sensor, told(status), now, true, zone)
      expect(state.look).toBe('unknown')
      expect(state.word).toMatch(/^Unknown, was /)
    },
  )

  it('knows nothing before the first answer', () => {
    expect(shownState(sensor, undefined, now, false, zone).look).toBe('unknown')
  })
})

describe('what is said of a cell', () => {
  const latest = (key: string, status: Latest['status'], learned = 1): Latest => ({
    ...{
      key,
      status,
      learned,
      at: status === 'never-reported' ? null : now,
      flag: 1,
      learning: null,
    },
    ...{ value: 1, expected: 1, low: 0, high: 2, score: 0 },
  })
  const facts = (...statuses: Latest['status'][]) => ({
    latest: statuses.map((status, index) => latest(`s.c.m${index}`, status, 0.5)),
    worstSeverity: undefined,
    isHidden: () => false,
  })

  it.each([
    [['ok', 'ok'], 'ok', 'OK'],
    [['ok', 'late'], 'unknown', '1 late'],
    [['late', 'late'], 'unknown', 'All late'],
    [['anomalous', 'late', 'ok'], 'warning', '1 anomalous'],
    [['never-reported', 'never-reported'], 'unknown', 'Never reported'],
    [['never-reported', 'ok'], 'unknown', '1 never reported'],
    [['learning', 'learning', 'ok'], 'learning', 'Learning 50 %'],
    [['learning', 'ok', 'ok'], 'ok', 'OK'],
    [['recorded', 'recorded'], 'recorded', 'Recording'],
    [['recorded', 'late'], 'unknown', '1 late'],
    [['recorded', 'never-reported'], 'recorded', 'Recording'],
    [[], 'unknown', 'Not known yet'],
  ] as const)('%j looks %s: %s', (statuses, look, word) => {
    expect(cellState(facts(...statuses), false)).toEqual({ look, word })
  })

  it('says the worst incident first', () => {
    expect(cellState({ ...facts('ok'), worstSeverity: 'critical' }, false)).toEqual({
      look: 'critical',
      word: 'Critical',
    })
  })

  it('does not hold silence for too few people against it', () => {
    const some = facts('ok', 'never-reported')
    expect(cellState({ ...some, isHidden: (key) => key === 's.c.m1' }, false).look).toBe('ok')
  })

  it('of a site is a recording only while no sensor reports by itself', () => {
    const [first, second] = [latest('a', 'recorded'), { ...latest('b', 'recorded'), at: now + 5 }]
    expect(recordingEnd([first, second, latest('c', 'never-reported')])).toBe(now + 5)
    expect(recordingEnd([first, latest('c', 'late')])).toBeNull()
    expect(recordingEnd([latest('c', 'never-reported')])).toBeNull()
  })

  it('is never well while contact is lost', () => {
    expect(cellState(facts('ok', 'ok'), true)).toEqual({ look: 'unknown', word: 'Unknown' })
  })
})
