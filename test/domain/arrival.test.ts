import { describe, expect, it } from 'vitest'
import { type Arrival, type Arrived, emptyArrival, expire, receive } from '#domain/arrival.ts'

/**
 * A timeline in the order of arrival. `7` is the reading with sequence 7, taken at 7 s; `b7@40` is of boot b and
 * was taken at 40 s; `x@5` has no sequence; `!50` says that the gateway's clock stands at 50 s.
 * It comes out as `7` in its order, `L7` late, `=` a duplicate; unnumbered readings by their second.
 */
function run(timeline: string, start: Arrival = emptyArrival): { out: string; arrival: Arrival } {
  let arrival = start
  const out: string[] = []
  for (const token of timeline.split(' ')) {
    const step = token.startsWith('!')
      ? expire(arrival, Number(token.slice(1)) * 1_000)
      : receive(arrival, ...readToken(token))
    arrival = step.arrival
    out.push(...step.arrived.map(write))
  }
  return { out: out.join(' '), arrival }
}

function readToken(token: string) {
  const [, boot = '', number = '', second] = /^([a-w]?)(\d+|x)(?:@(\d+))?$/.exec(token) ?? []
  const sequence = number === 'x' ? null : Number(number)
  const at = Number(second ?? number) * 1_000
  return [{ sensor: 's', sequence, at, value: 1 }, boot || 'a'] as const
}

function write(arrived: Arrived): string {
  if (arrived.kind === 'duplicate') return '='
  const { sequence, at } = arrived.reading
  return `${arrived.kind === 'late' ? 'L' : ''}${sequence ?? `${at / 1_000}s`}`
}

describe('readings with sequence numbers', () => {
  it.each([
    ['pass at once when they follow one another', '0 1 2 3', '0 1 2 3'],
    ['wait behind a gap until it fills', '0 2 3 1 4', '0 1 2 3 4'],
    ['wait behind several gaps, each for itself', '0 2 4 1 3', '0 1 2 3 4'],
    ['pass once, however often they come', '0 0 1 0 1 1 2', '0 = 1 = = = 2'],
    ['pass once, even when they came twice while waiting', '0 2 2 1 2', '0 = 1 2 ='],
    ['may begin with a gap', '2 0 1 3', '0 1 2 3'],
    ['give a gap up after the horizon', '0 2 3 !32 !33 4', '0 2 3 4'],
    ['do not wait for less than the horizon', '0 2 3 !32 1', '0 1 2 3'],
    ['are late when they come after their gap was given up', '0 2 !33 1 3', '0 2 L1 3'],
    ['are late once, and duplicates after that', '0 2 !33 1 1 3', '0 2 L1 = 3'],
    ['are late one by one in a wide gap', '0 5 !40 3 1 4 2 3 6', '0 5 L3 L1 L4 L2 = 6'],
    ['may be joined midway', '500 501 502', '500 501 502'],
    ['from before they were joined are late, not lost', '500 499 501 499', '500 L499 501 ='],
    ['that run back in time are late, so that no detector sees them', '0 1@5 2@4 3@6', '0 1 L2 3'],
    ['that stand still in time are late, too', '0 1@5 2@5 3@6', '0 1 L2 3'],
  ])('%s', (_, timeline, released) => {
    expect(run(timeline).out).toBe(released)
  })

  it('wait in a bounded number', () => {
    const waiting = Array.from({ length: 30 }, (_, index) => 2 + index)
    expect(run(`0 ${waiting.join(' ')}`).out).toBe('0')
    expect(run(`0 ${waiting.join(' ')} 32`).out).toBe(`0 ${waiting.join(' ')} 32`)
  })

  it('are late, not lost, however many gaps there were before', () => {
    // Every second one is missing and given up: far more gaps than are remembered one by one.
    const odd = Array.from({ length: 200 }, (_, index) => 2 * index)
    const { arrival } = run(`${odd.join(' ')} !999`)
    expect(run('1 3 201 397', arrival).out).toBe('L1 L3 L201 L397')
    expect(arrival.holes.length).toBeLessThanOrEqual(32)
  })
})

describe('a gateway that starts again', () => {
  it.each([
    ['counts from 0 again', 'a0 a1 a2 b0@3 b1@4', '0 1 2 0 1'],
    ['ends what waited for its former self', 'a0 a2 a3 b0@9 b1@10', '0 2 3 0 1'],
    ['waits for its first reading', 'a0 a1 b1@4 b0@3', '0 1 0 1'],
    ['leaves late readings behind', 'a0 a1 a3 b0@9 a2 b1@10', '0 1 3 0 L2 1'],
    [
      'is not ended by a straggler of two boots ago',
      'a0 b0@5 c0@9 a1@2 c1@10 c2@11',
      '0 0 0 L1 1 2',
    ],
    ['with its clock behind is late until it has caught up', 'a0@100 b0@50 b1@101', '0 L0 1'],
    ['may be far along when it is heard again', 'a0 b900@9 b901@10', '0 900 901'],
  ])('%s', (_, timeline, released) => {
    const { out, arrival } = run(timeline)
    const rest = run('!9999', arrival).out
    expect([out, rest].join(' ').trim()).toBe(released)
  })
})

describe('readings without sequence numbers', () => {
  it.each([
    ['pass at once', 'x@1 x@2 x@9', '1s 2s 9s'],
    ['are known by their time', 'x@1 x@2 x@1 x@2', '1s 2s = ='],
    ['are late when newer ones were here', 'x@1 x@3 x@2', '1s 3s L2s'],
    ['are late once', 'x@1 x@3 x@2 x@2', '1s 3s L2s ='],
  ])('%s', (_, timeline, released) => {
    expect(run(timeline).out).toBe(released)
  })
})

describe('giving up', () => {
  it('changes nothing where nothing waits', () => {
    const { arrival } = run('0 1 2')
    expect(expire(arrival, 1e12)).toEqual({ arrival, arrived: [] })
  })
})
