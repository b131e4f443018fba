import { limitName } from '#domain/policies/watch-limits.ts'
import { rangeName } from '#domain/quality/watch-range.ts'
import { clockSkewName } from '#domain/watch-clock.ts'
import { cellDetectors } from './cell-detectors.ts'
import { flatLineName } from './flat-line.ts'
import { earlyWarningName } from './neighbours/early-warning.ts'
import { neighbourDriftName } from './neighbours/neighbour-drift.ts'
import { rarity } from './rarity.ts'

/** The detectors a policy may speak of. */
export const ruledDetectors: readonly string[] = [
  rarity.name,
  flatLineName,
  'silence',
  rangeName,
  limitName,
  ...cellDetectors.map(({ name }) => name),
  neighbourDriftName,
  earlyWarningName,
]

/** All that an anomaly may come from. */
export const detectorNames: readonly string[] = [...ruledDetectors, clockSkewName]
