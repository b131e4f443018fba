import { expect, it } from 'vitest'
import { cellOfEight } from '#test/bench/load/bench-site.ts'
import { pathologicalInputs } from '#test/bench/load/pathological-inputs.ts'
import { play } from '#test/bench/pathological.ts'

it.each(Object.keys(pathologicalInputs))(
  'what is %s breaks nothing, and little of it is told',
  (name) => {
    const value = pathologicalInputs[name]
    if (!value) throw new Error(`No input is named ${name}.`)
    const played = play(cellOfEight(), value, 200_000)
    expect(played).toMatchObject({ readings: 200_000, holds: true })
    expect(played.refused > 0).toBe(name === 'not-a-number')
  },
)
