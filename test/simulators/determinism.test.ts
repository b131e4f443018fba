import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { hours, minutes, monday, record } from './recording.ts'

const bytes = (wanted: Parameters<typeof record>[0]) => JSON.stringify(record(wanted))

describe('a simulated world', () => {
  it('comes out the same for the same seed', () => {
    const wanted = { to: monday + hours(2) }
    expect(bytes(wanted)).toBe(bytes(wanted))
  })

  it('comes out different for another seed', () => {
    const [a, b] = [record({ seed: 1 }), record({ seed: 2 })]
    const same = a.filter((frame, index) => {
      const other = b[index]?.readings.map(({ value }) => value)
      return JSON.stringify(frame.readings.map(({ value }) => value)) === JSON.stringify(other)
    })
    expect(same).toEqual([])
  })

  it('has the same readings however they are cut into frames', () => {
    const readings = (frameEverySeconds: number) =>
      record({ frameEverySeconds, sampleEverySeconds: 60, to: monday + minutes(30) })
        .flatMap(({ site, cell, readings: list }) =>
          list.map(({ sensor, at, value }) => `${site}.${cell}.${sensor} ${at} ${value}`),
        )
        .sort()
    expect(readings(60)).toEqual(readings(600))
  })

  it('leans on nothing that differs between engines or moments', async () => {
    const forbidden =
      /Math\.(?:random|sinh?|cosh?|tanh?|asin|acos|atan2?|exp|expm1|log\w*|pow|cbrt|hypot)\b|\*\*[^/*]|Date\.now|new Date\(\)/
    const offenders: string[] = []
    for await (const path of glob('simulators/feeds/**/*.ts')) {
      const code = readFileSync(path, 'utf8').replace(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, '')
      if (forbidden.test(code)) offenders.push(path)
    }
    expect(offenders).toEqual([])
    expect(forbidden.test('const x = Math.sin(y)')).toBe(true)
    expect(forbidden.test('x ** 2')).toBe(true)
  })
})
