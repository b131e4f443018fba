import { learningWord, type ShownState } from '#dashboard/sensors/sensor-state.ts'
import { severityWord } from '#dashboard/severity/look.ts'
import type { Latest } from '#domain/api/sites.ts'
import type { Severity } from '#domain/severity.ts'

export interface CellFacts {
  readonly latest: readonly Latest[]
  /** Of the unresolved incidents that have their root here. */
  readonly worstSeverity: Severity | undefined
  /** Sensors that stay silent by design, because too few people stand behind them. */
  readonly isHidden: (key: string) => boolean
}

/** One shape and one word for a whole cell: the worst thing known of it. */
export function cellState(facts: CellFacts, isLost: boolean): ShownState {
  if (facts.worstSeverity)
    return { look: facts.worstSeverity, word: severityWord[facts.worstSeverity] }
  const judged = facts.latest.filter((latest) => !facts.isHidden(latest.key))
  if (judged.length === 0) return { look: 'unknown', word: 'Not known yet' }
  const count = (status: Latest['status']) => judged.filter((l) => l.status === status).length
  const anomalous = count('anomalous')
  if (anomalous > 0) return { look: 'warning', word: `${anomalous} anomalous` }
  if (count('never-reported') === judged.length) return { look: 'unknown', word: 'Never reported' }
  const absent = absentWord(count, judged.length)
  if (absent) return { look: 'unknown', word: absent }
  if (count('recorded') > 0) return { look: 'recorded', word: 'Recording' }
  if (isLost) return { look: 'unknown', word: 'Unknown' }
  if (count('never-reported') > 0)
    return { look: 'unknown', word: `${count('never-reported')} never reported` }
  if (count('learning') * 2 > judged.length)
    return { look: 'learning', word: learningWord(meanLearned(judged)) }
  return { look: 'ok', word: 'OK' }
}

/** The worst of it in words. */
function absentWord(count: (status: Latest['status']) => number, all: number): string | undefined {
  const worst = (['dead', 'missing', 'late'] as const).find((status) => count(status) > 0)
  if (worst === undefined) return undefined
  return count(worst) === all ? `All ${worst}` : `${count(worst)} ${worst}`
}

function meanLearned(latest: readonly Latest[]): number {
  return latest.reduce((sum, { learned }) => sum + learned, 0) / latest.length
}
