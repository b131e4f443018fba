'use client'
import { useMemo } from 'react'
import { useConnection, useLiveData } from '#dashboard/live/use-live.ts'
import { compareLooks } from '#dashboard/severity/look.ts'
import { SimulatedTag } from '#dashboard/shell/simulation-note.tsx'
import { Empty, Failed, Loading } from '#dashboard/shell/states.tsx'
import { formatDate } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import { countOf } from '#dashboard/values/format-value.ts'
import { CellDot, CellTile } from './cell-tile.tsx'
import { type ShownCell, type ShownSite, showSites, tallyWords } from './cells.ts'
import { useIsHidden } from './use-silent-sensors.ts'
import { useSites } from './use-sites.ts'

/** So many named tiles still make a picture; more make a wall. */
const tilesThatFit = 48

export function Fleet() {
  const sites = useSites()
  const data = useLiveData()
  const isLost = useConnection() === 'lost'
  const isHidden = useIsHidden()
  const shown = useMemo(
    () => (sites.data && data ? showSites(sites.data, data, isHidden, isLost) : undefined),
    [sites.data, data, isHidden, isLost],
  )
  if (shown?.length === 0)
    return <Empty title="No site is registered">Register one to see its cells here.</Empty>
  if (shown) return shown.map((site) => <FleetSite key={site.site.site} shown={site} />)
  if (sites.error) return <Failed what="The sites" failure={sites.error} onRetry={sites.refetch} />
  return <Loading what="the cells" />
}

function FleetSite({ shown: { site, cells, recordingEndsAt } }: { shown: ShownSite }) {
  const feeds = [...new Set(cells.map(({ cell }) => cell.feed))]
  return (
    <section aria-label={site.name} className="border-line border-t px-4 py-3 nth-[2]:border-t-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold">{site.name}</h3>
        <SimulatedTag site={site.site} />
        <p className="text-muted">
          {countOf(cells.length, 'cell')}, {countOf(site.sensors, 'sensor')}: {tallyWords(cells)}
          {recordingEndsAt !== null && (
            <>
              , ends <Instant at={recordingEndsAt} format={formatDate} />
            </>
          )}
        </p>
      </div>
      {feeds.map((feed) => (
        <FleetGrid
          key={feed ?? 'none'}
          name={feeds.length > 1 ? (feed ?? 'Other cells') : undefined}
          cells={cells.filter(({ cell }) => cell.feed === feed)}
        />
      ))}
    </section>
  )
}

function FleetGrid({ name, cells }: { name: string | undefined; cells: readonly ShownCell[] }) {
  const isWall = cells.length > tilesThatFit
  const tiles = isWall ? cells.filter(isWorthATile).sort(byLook).slice(0, tilesThatFit) : cells
  const dots = isWall ? cells.filter((shown) => !tiles.includes(shown)) : []
  return (
    <div className="mb-2 last:mb-0">
      {name && <h4 className="mb-1 text-muted text-xs">{name.replaceAll('-', ' ')}</h4>}
      <ul className="grid grid-cols-2 gap-1.5 sm:grid-cols-[repeat(auto-fill,minmax(148px,1fr))]">
        {tiles.map((shown) => (
          <li key={shown.cell.cell}>
            <CellTile shown={shown} />
          </li>
        ))}
      </ul>
      {dots.length > 0 && <Dots dots={dots} />}
    </div>
  )
}

const isWorthATile = (shown: ShownCell) => shown.look !== 'ok' && shown.look !== 'learning'
const byLook = (a: ShownCell, b: ShownCell) => compareLooks(a.look, b.look)

function Dots({ dots }: { dots: readonly ShownCell[] }) {
  return (
    <>
      <p className="mt-2 mb-1 text-muted text-xs">And {tallyWords(dots)}</p>
      <ul className="flex flex-wrap gap-1 max-sm:hidden">
        {dots.map((shown) => (
          <li key={shown.cell.cell}>
            <CellDot shown={shown} />
          </li>
        ))}
      </ul>
    </>
  )
}
