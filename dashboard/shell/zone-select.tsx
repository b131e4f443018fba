'use client'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { formatOffset } from '#dashboard/time/format-time.ts'
import { useNow } from '#dashboard/time/now.ts'
import { chooseZone, knownZones, useZone } from '#dashboard/time/zone.ts'

const placeOf = (zone: string) => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone

export function ZoneSelect() {
  const zone = useZone()
  const now = useNow()
  const sites = useSites()
  const zones = new Set([...knownZones((sites.data ?? []).map((site) => site.timeZone)), zone])
  return (
    <label className="flex items-center">
      <span className="sr-only">Times are shown in</span>
      <select
        className="h-8 rounded-md bg-transparent px-1.5 text-muted hover:bg-hover hover:text-ink max-sm:h-11 sm:max-lg:max-w-36"
        value={zone}
        onChange={(event) => chooseZone(event.target.value)}
      >
        {[...zones].map((name) => (
          <option key={name} value={name} className="bg-panel text-ink">
            {name === 'UTC' ? 'UTC' : `${placeOf(name)} (${formatOffset(now, name)})`}
          </option>
        ))}
      </select>
    </label>
  )
}
