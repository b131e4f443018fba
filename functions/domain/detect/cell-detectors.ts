import type { CellDetector } from './cell-detector.ts'
import { depletion } from './depletion.ts'
import { emotionalLoop } from './people/emotional-loop.ts'
import { fragmentation } from './people/fragmentation.ts'
import { hyperCuration } from './people/hyper-curation.ts'
import { relations } from './relations.ts'
import { scatter } from './scatter.ts'

/** A detector whose state only it can read. */
function sealed<State>(detector: CellDetector<State>): CellDetector<unknown> {
  // States come back from storage as the detector left them; nobody else looks inside.
  return detector as CellDetector<unknown>
}

/** All that looks at a cell's sensors together; a new one is a line here. */
export const cellDetectors: ReadonlyArray<CellDetector<unknown>> = [
  sealed(emotionalLoop),
  sealed(fragmentation),
  sealed(hyperCuration),
  sealed(scatter),
  sealed(depletion),
  sealed(relations),
]
