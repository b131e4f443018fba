import { gardenFile } from './sites.ts'

const silence = {
  matchers: [{ field: 'cell', is: ['house'] }],
  until: Date.UTC(2026, 2, 2, 6),
  comment: 'pump swap',
}

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
  applyRouting: {
    routing: {
      receivers: { hook: { kind: 'webhook', url: 'https://hook.example/' } },
      routes: [{ name: 'all', receiver: 'hook' }],
    },
    ...{ reason: 'on call', basedOn: 0 },
  },
  rotateSecret: { reason: 'it was seen' },
  addSilence: silence,
  changeSilence: { ...silence, basedOn: 1 },
  endSilence: {},
  previewSilence: { matchers: silence.matchers },
  applySite: gardenFile,
  grantConsent: {},
}
