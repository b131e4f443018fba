import { ChartSpline, ChevronLeft, ChevronRight, Table2 } from 'lucide-react'
import { type Range, ranges, rangeWords } from '#dashboard/charts/chart-window.ts'
import { useKey } from '#dashboard/keys/use-key.ts'

export function RangeChoice(props: { range: Range; onChoose: (range: Range) => void }) {
  return (
    <fieldset className="flex rounded-md border border-edge p-0.5 max-sm:order-first max-sm:basis-full max-sm:justify-between">
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

interface ShiftProps {
  readonly direction: -1 | 1
  readonly isDisabled?: boolean
  readonly onShift: () => void
}

const shifts = {
  [-1]: { name: 'Earlier', key: '[', Icon: ChevronLeft },
  1: { name: 'Later', key: ']', Icon: ChevronRight },
}

export function ShiftButton({ direction, isDisabled = false, onShift }: ShiftProps) {
  const { name, key, Icon } = shifts[direction]
  useKey(key, () => isDisabled || onShift())
  return (
    <button
      type="button"
      aria-label={name}
      title={`${name} (${key})`}
      aria-keyshortcuts={key}
      disabled={isDisabled}
      onClick={onShift}
      className="control grid w-8 place-items-center px-0 max-sm:w-11"
    >
      <Icon size={16} aria-hidden />
    </button>
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
