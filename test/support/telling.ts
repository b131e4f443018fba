import type { Answer, DeliverPorts, Outgoing } from '#deliver/deliver-ports.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import type { OpsStore } from '#store/store.ts'
import { anomaly } from './anomalies.ts'
import { track } from './tracking.ts'

const [found] = [
  ...track([{ kind: 'anomaly', anomaly: anomaly({ cell: 'pump', onset: 0 }) }]).incidents.values(),
]
if (!found) throw new Error('The garden has no incident.')
const begun: Incident = found

/** An open incident of a name of its own. */
export function incidentNamed(id: string, change: Partial<Incident> = {}): Incident {
  return { ...begun, id, version: 1, state: { status: 'open' }, opened: true, ...change }
}

export function changeOf(
  incident: Incident,
  occasion = 'opened',
  change: Partial<IncidentSummary> = {},
): IncidentChanged {
  return IncidentChanged.parse({
    occasion,
    incident: { ...summariseIncident(incident), ...change },
    whatToDo: incident.whatToDo,
  })
}

export interface Telling {
  readonly ports: DeliverPorts
  readonly arrived: Outgoing[]
  readonly logged: string[]
  /** What the receivers answer from now on. */
  answer: Answer
  at: number
}

/** Receivers that remember what arrived. */
export function startTelling(
  store: OpsStore,
  at: number,
  change: Partial<DeliverPorts> = {},
): Telling {
  const telling: Telling = {
    arrived: [],
    logged: [],
    answer: { kind: 'taken' },
    at,
    ports: {
      store,
      receivers: { webhookUrl: 'https://hook.example/x', hasMailbox: false },
      dashboardUrl: 'https://hyphae.example',
      send: async (_, outgoing) => {
        telling.arrived.push(outgoing)
        return telling.answer
      },
      now: () => telling.at,
      log: (message) => telling.logged.push(message),
      ...change,
    },
  }
  return telling
}
