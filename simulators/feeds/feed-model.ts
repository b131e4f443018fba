import type { SelfReport } from '#domain/people/self-report.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import type { Site } from '#domain/site.ts'
import type { SiteClock } from './climate/site-clock.ts'
import type { Sky } from './climate/weather.ts'

/** What a sensor would read: the state of its place and how far the instrument scatters about it. */
export interface Probe {
  readonly read: () => number
  readonly scatter: () => number
  /** How many people the value stands for, where it stands for people. */
  readonly people?: () => number
}

/** How far something is from its healthy course at a place: 1 is healthy, what it means is the model's. */
export type Influence = (name: string, cell: string, atSeconds: number) => number

export interface SiteSetting {
  readonly seed: number
  readonly site: Site
  /** The cells of this site that belong to the feed. */
  readonly cells: readonly Cell[]
  readonly clock: SiteClock
  readonly sky: Sky
  readonly influence: Influence
}

/** What people of a cell said within the window that closed last. */
export interface Said {
  readonly closedAtSeconds: number
  readonly reports: readonly SelfReport[]
}

/** The living part of one site. Its state may lean on the past for two days, not for longer. */
export interface SiteModel {
  readonly step: (atSeconds: number, elapsedSeconds: number) => void
  /** Nothing, where the feed does not know the sensor's metric. */
  readonly probe: (cell: Cell, sensor: Sensor) => Probe | undefined
  /** Nothing, where no people are or none of their windows has closed. */
  readonly said?: (cell: string) => Said | undefined
}

export interface FeedModel {
  readonly feed: string
  readonly open: (setting: SiteSetting) => SiteModel
}
