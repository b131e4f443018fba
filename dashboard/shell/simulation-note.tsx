'use client'
import { useSites } from '#dashboard/overview/use-sites.ts'
import type { SiteSummary } from '#domain/api/sites.ts'
import { isSimulated } from './simulated-sites.ts'
import { useConfiguration } from './use-configuration.ts'

const none: readonly SiteSummary[] = []

/** The sites beside those that somebody made up; undefined while that is not known. */
function useSimulation(): { simulated: readonly SiteSummary[]; isMixed: boolean } {
  const sites = useSites().data ?? none
  const configuration = useConfiguration()
  const simulated = configuration?.simulation === true ? sites.filter(isSimulated) : none
  return { simulated, isMixed: simulated.length < sites.length }
}

/** Nobody should take a made-up world for their own. */
export function SimulationNote() {
  const { simulated, isMixed } = useSimulation()
  return simulated.length > 0 && !isMixed && <Tag />
}

/** Where sites of one's own stand beside made-up ones, each of these says so itself. */
export function SimulatedTag({ site }: { site: string }) {
  const { simulated, isMixed } = useSimulation()
  return isMixed && simulated.some((one) => one.site === site) && <Tag />
}

function Tag() {
  return (
    <span
      title="The readings come from simulated feeds"
      className="ml-1 self-center rounded-full border border-edge px-2 text-muted text-xs"
    >
      Simulated
    </span>
  )
}
