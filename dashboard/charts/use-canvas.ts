'use client'
import { type RefObject, useEffect, useRef } from 'react'
import { subscribeTheme } from '#dashboard/shell/theme.ts'
import { type ChartColours, readColours } from './colours.ts'

type Paint = (context: CanvasRenderingContext2D, colours: ChartColours) => void

/** Paints after each change of what is painted, and again when the theme changes. */
export function useCanvas(
  width: number,
  height: number,
  paint: Paint,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || width === 0) return
    const draw = () => {
      const density = window.devicePixelRatio || 1
      element.width = Math.round(width * density)
      element.height = Math.round(height * density)
      context.setTransform(density, 0, 0, density, 0, 0)
      paint(context, readColours(element.parentElement ?? document.body))
    }
    const frame = requestAnimationFrame(draw)
    const unsubscribe = subscribeTheme(draw)
    return () => {
      cancelAnimationFrame(frame)
      unsubscribe()
    }
  }, [width, height, paint])
  return canvas
}
