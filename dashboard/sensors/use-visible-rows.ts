'use client'
import { type RefObject, useLayoutEffect, useState } from 'react'

export interface VisibleRows {
  readonly first: number
  /** Exclusive. */
  readonly end: number
}

const spareRows = 12

/** Which rows of equal height are in sight, with some to spare above and below. */
export function visibleRows(top: number, height: number, rowHeight: number, count: number) {
  const first = Math.floor(-top / rowHeight) - spareRows
  const end = Math.ceil((height - top) / rowHeight) + spareRows
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) }
}

export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  rowHeight: number,
  count: number,
): VisibleRows {
  const [visible, setVisible] = useState<VisibleRows>({ first: 0, end: Math.min(count, 40) })
  useLayoutEffect(() => {
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      const next = visibleRows(top, innerHeight, rowHeight, count)
      setVisible((before) =>
        before.first === next.first && before.end === next.end ? before : next,
      )
    }
    measure()
    addEventListener('scroll', measure, { passive: true })
    addEventListener('resize', measure)
    return () => {
      removeEventListener('scroll', measure)
      removeEventListener('resize', measure)
    }
  }, [list, rowHeight, count])
  return visible
}
