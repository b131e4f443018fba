import { bench, describe } from 'vitest'
import { CellEntry } from '#domain/site.ts'
import { basin, habitat, minutes, monday, record } from './recording.ts'

/** A hundred cells of ten sensors each. */
const thousand = {
  ...habitat,
  cells: Array.from({ length: 100 }, (_, index) =>
    CellEntry.parse({ cell: `cell-${index}`, name: `Cell ${index}`, feed: 'ecocell' }),
  ),
}

describe('two hundred thousand readings', () => {
  bench(
    'of 1,000 sensors at 1 Hz',
    () => {
      const beat = { sampleEverySeconds: 1, frameEverySeconds: 1 }
      record({ ...beat, sites: [thousand], to: monday + minutes(4) })
    },
    { iterations: 3, warmupIterations: 0, time: 0 },
  )

  bench(
    'of both sites at their own intervals',
    () => {
      record({ sites: [habitat, basin], frameEverySeconds: 10, to: monday + minutes(280) })
    },
    { iterations: 3, warmupIterations: 0, time: 0 },
  )
})
