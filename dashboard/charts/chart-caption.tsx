import type { Series, SeriesPoint } from '#domain/api/series.ts'
import { methodWords } from './method-words.ts'

interface CaptionProps {
  readonly series: Series
  readonly points: readonly SeriesPoint[]
  readonly withLegend: boolean
}

export function ChartCaption({ series, points, withLegend }: CaptionProps) {
  const hasValue = points.some((point) => point[1] !== null)
  const hasBand = points.some((point) => point[3] !== null)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-muted text-xs">
      {withLegend && hasValue && (
        <LegendItem name="Measured">
          <path d="M0 6h20" className="stroke-ink" strokeWidth="2" />
        </LegendItem>
      )}
      {withLegend && hasBand && (
        <LegendItem name="Expected band">
          <rect x="0.5" y="1.5" width="19" height="9" className="fill-band stroke-band-edge" />
        </LegendItem>
      )}
      {!hasBand && hasValue && <span>No expected band yet: the detector is learning.</span>}
      <span className="sm:ml-auto" data-testid="method">
        {methodWords(series)}
      </span>
    </div>
  )
}

function LegendItem({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg width="20" height="12" aria-hidden="true">
        {children}
      </svg>
      {name}
    </span>
  )
}
