import { describe, expect, it } from 'vitest'
import { emptyPage, keepRow, pageOf, rowsOf } from '#domain/chart-page.ts'
import { rowsPerPage } from '#domain/codec/page.ts'
import { notEvaluated, passed, testsThatSaid } from '#domain/quality/outcomes.ts'
import type { Row } from '#domain/reading.ts'

const rowAt = (at: number): Row => ({
  ...{ at, value: at, expected: null, low: null, high: null, score: null },
  ...{ flag: 2, tests: 0 },
})

function keepAll(count: number) {
  let page = emptyPage
  const sealed: Array<readonly Row[]> = []
  const seen = [page]
  for (let at = 0; at < count; at += 1) {
    const step = keepRow(page, rowAt(at), at === 0 ? notEvaluated : passed)
    page = step.page
    seen.push(page)
    if (step.sealed) sealed.push(step.sealed)
  }
  return { page, sealed, seen }
}

describe('the chart page that is being filled', () => {
  it('keeps every row once and in order, and seals full pages', () => {
    const { page, sealed } = keepAll(3 * rowsPerPage + 17)
    expect(sealed.map((rows) => rows.length)).toEqual([rowsPerPage, rowsPerPage, rowsPerPage])
    const all = [...sealed.flat(), ...rowsOf(page)]
    expect(all.map(({ at }) => at)).toEqual(Array.from({ length: all.length }, (_, at) => at))
    expect(all).toHaveLength(3 * rowsPerPage + 17)
  })

  it('tells of each row but the last what the next one shows, wherever the parts meet', () => {
    const { page, sealed } = keepAll(2 * rowsPerPage + 9)
    const all = [...sealed.flat(), ...rowsOf(page)]
    const judged = all.map(({ tests }) => testsThatSaid(tests ?? 0, passed).includes('spike'))
    expect(judged.slice(0, -1).every(Boolean)).toBe(true)
    expect(judged.at(-1)).toBe(false)
  })

  it('is the same when it comes back from a checkpoint, at whatever row', () => {
    for (const page of keepAll(rowsPerPage + 20).seen) expect(pageOf(rowsOf(page))).toEqual(page)
  })
})
