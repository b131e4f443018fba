import type { ReportBatch } from '#domain/people/report-batch.ts'
import type { LivingSite } from './open-site.ts'

/** Collects what people say by themselves, cell by cell, as their windows close. */
export interface ReportDesk {
  /** After each step of the world. */
  readonly hear: () => void
  /** All that was sent by a moment and not handed out before. */
  readonly until: (time: number) => ReportBatch[]
}

interface ReportDeskOptions {
  readonly boot: string
  /** What closed before is somebody else's to tell. */
  readonly fromSeconds: number
  readonly peopleApart: ReadonlySet<string>
}

export function openReportDesk(
  sites: readonly LivingSite[],
  { boot, fromSeconds, peopleApart }: ReportDeskOptions,
): ReportDesk {
  const listening = sites
    .flatMap(({ cells }) => cells)
    .filter(({ cell }) => peopleApart.has(`${cell.site}.${cell.cell}`))
    .map((living) => ({ ...living, heardSeconds: fromSeconds - 1 }))
  let waiting: ReportBatch[] = []
  return {
    hear: () => {
      for (const living of listening) {
        const { site, cell } = living.cell
        const said = living.model.said?.(cell)
        if (!said || said.closedAtSeconds <= living.heardSeconds) continue
        living.heardSeconds = said.closedAtSeconds
        const sentAt = 1_000 * said.closedAtSeconds
        const batch = `${boot}-${cell}-${said.closedAtSeconds.toString(36)}`
        waiting.push({ schemaVersion: 1, batch, site, cell, sentAt, reports: [...said.reports] })
      }
    },
    until: (time) => {
      const due = waiting.filter(({ sentAt }) => sentAt <= time)
      waiting = waiting.filter(({ sentAt }) => sentAt > time)
      return due
    },
  }
}
