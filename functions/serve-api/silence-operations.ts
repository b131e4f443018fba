import type { Operations } from './answering.ts'
import { listSilences, previewSilence } from './list-silences.ts'
import type { Ports } from './ports.ts'
import type { Registry } from './read-sites.ts'
import { addSilence, changeSilence, endSilence } from './write-silence.ts'

type SilenceOperations = Pick<
  Operations,
  'silences' | 'addSilence' | 'changeSilence' | 'endSilence' | 'previewSilence'
>

/** What people keep quiet, and for how long. */
export function createSilenceOperations(ports: Ports, registry: Registry): SilenceOperations {
  return {
    silences: ({ query }) => listSilences(ports, query.state),
    addSilence: ({ body }) => addSilence(ports, registry, body),
    changeSilence: ({ parameters, body }) => changeSilence(ports, registry, parameters.id, body),
    endSilence: ({ parameters, body }) => endSilence(ports, parameters.id, body),
    previewSilence: ({ body }) => previewSilence(ports, registry, body.matchers),
  }
}
