import { describe, expect, it } from 'vitest'
import { describeLoop } from '#domain/detect/people/describe-loop.ts'
import { type EmotionalLoop, emotionalLoop } from '#domain/detect/people/emotional-loop.ts'
import { viewOf } from '#domain/detect/people/loop-gain.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { rowsOf, watch, windowsPerHour } from '#test/support/people-cell.ts'

const day = 24 * windowsPerHour

/** A room whose setpoint answers arousal, and arousal the room, each through a lag of a quarter of an hour. */
function loopRows(windows: number, gainAt: (window: number) => number, frozen = false) {
  let [heard, room, felt, setpoint] = [0, 0, 0, 21]
  return rowsOf(windows, (window) => {
    const answer = Math.sqrt(gainAt(window))
    felt += 0.28 * (room - felt)
    const arousal = Math.tanh(0.3 * answer * felt) + 0.05 * gaussian(1, window)
    heard += 0.28 * (arousal - heard)
    const wish = 21 - Math.max(-5, Math.min(5, (answer / 0.3) * heard))
    if (!frozen && Math.abs(wish - setpoint) >= 0.1) setpoint = Math.round(wish * 10) / 10
    room += 0.28 * (setpoint - 21 - room)
    return { 'mood-arousal': arousal, 'temperature-setpoint': setpoint }
  })
}

function viewAfter(rows: ReturnType<typeof loopRows>) {
  let state: EmotionalLoop = emotionalLoop.initial
  for (const row of rows) state = emotionalLoop.step(state, row, null as never).state
  return viewOf(state)
}

describe('the emotional loop', () => {
  it('is told where its gain rises above 1 and its swings grow, as major and with what to do', () => {
    const rows = loopRows(2 * day, (window) => (window < day ? 0.3 : 30))
    const { anomalies } = watch(emotionalLoop, rows)
    expect(anomalies[0]).toMatchObject({ state: 'detected', severity: 'major' })
    expect(anomalies[0]?.onset).toBeGreaterThanOrEqual(rows[day]?.at ?? 0)
    expect(anomalies[0]?.reason).toMatch(
      /loop gain \d+\.\d, with 97\.5 % certainty above [1-9].*Freeze the setpoint at 2\d\.\d °C or damp/,
    )
  })

  it('is over when the controller is damped again', () => {
    const rows = loopRows(3 * day, (window) => (window < day || window >= 1.5 * day ? 0.3 : 30))
    expect(watch(emotionalLoop, rows).anomalies.map(({ state }) => state)).toEqual([
      'detected',
      'cleared',
    ])
  })

  it('is never told of while both answer each other weakly', () => {
    expect(
      watch(
        emotionalLoop,
        loopRows(14 * day, () => 0.3),
      ).anomalies,
    ).toEqual([])
  })

  it('is not identifiable where the controller does not move, however moods swing', () => {
    const still = loopRows(day, () => 30, true)
    expect(viewAfter(still)).toEqual({ kind: 'not-identifiable', because: 'no-steps' })
    expect(describeLoop(viewAfter(still))).toMatch(
      /not identifiable: the setpoint has hardly moved/,
    )
    const swinging = rowsOf(day, (window) => ({
      'mood-arousal': 0.5 * Math.sin(window),
      'temperature-setpoint': 21,
    }))
    expect(viewAfter(swinging).kind).toBe('not-identifiable')
    expect(watch(emotionalLoop, swinging).anomalies).toEqual([])
  })

  it('is not told where the setpoint swings by itself and moods do not care', () => {
    const rows = rowsOf(3 * day, (window) => ({
      'mood-arousal': 0.05 * gaussian(1, window),
      'temperature-setpoint':
        21 + (window < 2 * day ? 0 : Math.round(30 * Math.sin(window / 1.4)) / 10),
    }))
    expect(watch(emotionalLoop, rows).anomalies).toEqual([])
  })

  it('is not identifiable by a single step, whatever follows it', () => {
    const stepped = rowsOf(day, (window) => ({
      'mood-arousal': 0.05 * gaussian(1, window) - (window > 260 ? 0.4 : 0),
      'temperature-setpoint': window > 255 ? 24 : 21,
    }))
    expect(viewAfter(stepped)).toEqual({ kind: 'not-identifiable', because: 'no-steps' })
  })

  it('is not told where both swing in step as they always do, and nothing grows', () => {
    const steady = rowsOf(3 * day, (window) => ({
      'mood-arousal': 0.2 * Math.sin(0.7 * window) + 0.02 * gaussian(1, window),
      'temperature-setpoint': 21 - Math.round(4 * Math.sin(0.7 * window - 0.8)) / 10,
    }))
    const view = viewAfter(steady)
    expect(view.kind === 'identified' && view.lower).toBeGreaterThan(1)
    expect(watch(emotionalLoop, steady).anomalies).toEqual([])
  })

  it('says how far it has learnt, and begins again after a silence', () => {
    expect(describeLoop(viewAfter(loopRows(10, () => 0.3)))).toBe('learning: 10 of 24 windows')
    const after = rowsOf(120, (window) =>
      window >= 90 && window < 100
        ? {}
        : { 'mood-arousal': 0.01 * window, 'temperature-setpoint': 20 + (window % 3) },
    )
    expect(viewAfter(after)).toEqual({ kind: 'learning', windows: 20, needed: 24 })
  })

  it('needs a mood and a setpoint, and nothing else', () => {
    const step = emotionalLoop.step(
      emotionalLoop.initial,
      { at: 1, values: { humidity: 5 }, frame: 'f' },
      null as never,
    )
    expect(step).toEqual({ state: emotionalLoop.initial, finding: null })
  })
})
