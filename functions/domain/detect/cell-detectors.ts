import type { CellDetector } from './cell-detector.ts'
import { relations } from './relations.ts'

/** All that looks at a cell's sensors together; a new one is a line here. */
export const cellDetectors: ReadonlyArray<CellDetector<unknown>> = [
  relations as CellDetector<unknown>,
]
