import { ChartSpline, Table2 } from 'lucide-react'
import { type Range, ranges, rangeWords } from '#dashboard/charts/chart-window.ts'

export function RangeChoice(props: { range: Range; onChoose: (range: Range) => void }) {
  return (
    <fieldset className="flex rounded-md border border-edge p-0.5">
      <legend className="sr-only">Time range</legend>
      {ranges.map((range) => (
        <label
          key={range}
          className="settle cursor-pointer rounded px-2.5 py-0.5 text-muted hover:bg-hover has-checked:bg-ink has-checked:font-semibold has-checked:text-page has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 max-sm:grid max-sm:min-h-10 max-sm:min-w-11 max-sm:px-1.5 max-sm:place-items-center"
        >
          <input
            type="radio"
            name="range"
            className="sr-only"
            checked={range === props.range}
            onChange={() => props.onChoose(range)}
          />
          {rangeWords[range]}
        </label>
      ))}
    </fieldset>
  )
}

export function TableToggle({ isTable, onToggle }: { isTable: boolean; onToggle: () => void }) {
  const Icon = isTable ? ChartSpline : Table2
  return (
    <button
      type="button"
      onClick={onToggle}
      aria-keyshortcuts="t"
      className="control inline-flex items-center gap-1.5 max-sm:min-w-11 max-sm:px-1.5 max-sm:justify-center"
    >
      <Icon size={16} aria-hidden />
      <span className="max-sm:sr-only">{isTable ? 'Show as a chart' : 'Show as a table'}</span>
    </button>
  )
}
