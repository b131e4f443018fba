import type { Picture } from './paint-series.ts'

export const scoreCeiling = 10

type Strip = Pick<Picture, 'plot' | 'points' | 'colours'>

/** Bars of surprise; those that reached the threshold in the colour of the line, others quiet. */
export function paintScore(context: CanvasRenderingContext2D, strip: Strip, threshold: number) {
  const { plot, points, colours } = strip
  context.clearRect(0, 0, plot.width, plot.height)
  for (const [at, , , , , score] of points) {
    const x = plot.x(at)
    if (score === null || score <= 0 || x < plot.left || x > plot.right) continue
    context.fillStyle = score >= threshold ? colours.line : colours.bandEdge
    const y = plot.y(Math.min(score, scoreCeiling))
    context.fillRect(x - 0.75, y, 1.5, plot.bottom - y)
  }
  paintThreshold(context, strip, threshold)
}

function paintThreshold(
  context: CanvasRenderingContext2D,
  { plot, colours }: Strip,
  threshold: number,
) {
  context.strokeStyle = colours.muted
  context.setLineDash([4, 3])
  context.beginPath()
  context.moveTo(plot.left, plot.y(threshold))
  context.lineTo(plot.right, plot.y(threshold))
  context.stroke()
  context.setLineDash([])
}
