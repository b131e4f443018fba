import { gardenFile } from './sites.ts'

/** A body that each operation takes as it is; those with a name are signed by the token. */
export const takenBodies: Readonly<Record<string, object>> = {
  acknowledgeIncident: {},
  assignIncident: { to: 'Bo' },
  commentIncident: { comment: 'looking' },
  resolveIncident: {},
  reopenIncident: {},
  feedbackIncident: { verdict: 'real' },
  ruleOutCause: { cell: 'pump' },
  judgeAnomaly: { verdict: 'real' },
  takeBackVerdict: {},
  applyPolicy: { settings: {}, reason: 'quieter', basedOn: 0 },
  applySite: gardenFile,
  grantConsent: {},
}
