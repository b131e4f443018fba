'use client'
import { type PointerEvent, useState } from 'react'
import { holdOrder } from './order.ts'

export interface HeldOrder<T> {
  readonly rows: readonly T[]
  /** How many rows wait until the pointer leaves. */
  readonly fresh: number
  readonly release: () => void
  readonly hover: {
    readonly onPointerEnter: (event: PointerEvent) => void
    readonly onPointerLeave: () => void
  }
}

/** A row must not slip away from under the pointer that is about to press it. */
export function useHeldOrder<T extends { id: string }>(rows: readonly T[]): HeldOrder<T> {
  const [heldIds, setHeldIds] = useState<readonly string[]>()
  return {
    ...holdOrder(rows, heldIds),
    release: () => setHeldIds(heldIds && rows.map(({ id }) => id)),
    hover: {
      onPointerEnter: (event) => {
        if (event.pointerType === 'mouse') setHeldIds(rows.map(({ id }) => id))
      },
      onPointerLeave: () => setHeldIds(undefined),
    },
  }
}
