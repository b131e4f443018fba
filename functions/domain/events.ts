/** The detail-types on the bus. */
export const eventTypes = {
  readingsReported: 'ReadingsReported',
  /** Frames of several cells behind one gateway: the bus bills by the event. */
  framesReported: 'FramesReported',
  cellTicked: 'CellTicked',
  siteTicked: 'SiteTicked',
  /** What a cell said within an hour, for the comparison with its neighbours. */
  hourSummarised: 'HourSummarised',
  /** What people said of themselves, before anything of it is an aggregate. */
  selfReportsCollected: 'SelfReportsCollected',
  consentWithdrawn: 'ConsentWithdrawn',
  anomalyDetected: 'AnomalyDetected',
  anomalyCleared: 'AnomalyCleared',
  incidentChanged: 'IncidentChanged',
  /** The watchdog's event as it was sent, behind the first stage, and behind the second. */
  watchdogSent: 'WatchdogSent',
  watchdogPassed: 'WatchdogPassed',
  watchdogArrived: 'WatchdogArrived',
} as const

export type EventType = (typeof eventTypes)[keyof typeof eventTypes]

/** An event as EventBridge hands it to its targets, before anything about its detail is known. */
export interface BusEvent {
  readonly id: string
  readonly source: string
  readonly 'detail-type': string
  readonly time: string
  readonly detail: unknown
}
