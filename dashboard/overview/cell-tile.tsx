import Link from 'next/link'
import { type Look, lookText } from '#dashboard/severity/look.ts'
import { Shape } from '#dashboard/severity/shape.tsx'
import type { ShownCell } from './cells.ts'

const edge: Partial<Record<Look, string>> = {
  critical: 'border-critical bg-critical/6',
  major: 'border-major bg-major/6',
  warning: 'border-warning bg-warning/6',
  info: 'border-info bg-info/6',
  unknown: 'border-dashed border-edge',
}

function cellAddress({ cell }: ShownCell): string {
  return `/sensors?${new URLSearchParams({ site: cell.site, cell: cell.cell })}`
}

export function CellTile({ shown }: { shown: ShownCell }) {
  return (
    <Link
      href={cellAddress(shown)}
      prefetch={false}
      className={`settle block rounded-md border px-2.5 py-1.5 hover:bg-hover ${edge[shown.look] ?? 'border-line'}`}
    >
      <span className="block truncate font-medium" title={shown.cell.name}>
        {shown.cell.name}
      </span>
      <span className={`flex items-center gap-1.5 text-xs ${lookText[shown.look]}`}>
        <Shape look={shown.look} size={14} />
        <span className="truncate">{shown.word}</span>
      </span>
    </Link>
  )
}

/** Where there are hundreds of cells, one that is well takes no more room than its shape. */
export function CellDot({ shown }: { shown: ShownCell }) {
  const name = `${shown.cell.name}: ${shown.word}`
  return (
    <Link
      href={cellAddress(shown)}
      prefetch={false}
      aria-label={name}
      title={name}
      className="settle grid size-7 place-items-center rounded border border-line hover:bg-hover"
    >
      <Shape look={shown.look} size={14} />
    </Link>
  )
}
