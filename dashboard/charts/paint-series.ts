import type { SeriesPoint } from '#domain/api/series.ts'
import type { AnomalyMark } from './anomaly-marks.ts'
import type { ChartColours } from './colours.ts'
import type { Plot } from './geometry.ts'

export interface Picture {
  readonly plot: Plot
  readonly points: readonly SeriesPoint[]
  readonly marks: readonly AnomalyMark[]
  /** After it nothing is known, though time went on. */
  readonly silentSince: number | null
  readonly colours: ChartColours
}

export function paintSeries(context: CanvasRenderingContext2D, picture: Picture) {
  const { plot, colours } = picture
  context.clearRect(0, 0, plot.width, plot.height)
  context.save()
  context.beginPath()
  context.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top)
  context.clip()
  paintBand(context, picture)
  if (picture.silentSince !== null) paintSilence(context, picture, picture.silentSince)
  strokeValues(context, picture, colours.line, 1.5)
  for (const mark of picture.marks) paintMarked(context, picture, mark)
  context.restore()
}

/** The same line once more, where it was anomalous. */
function paintMarked(context: CanvasRenderingContext2D, picture: Picture, mark: AnomalyMark) {
  const { plot, colours } = picture
  const left = plot.x(mark.from)
  const right = mark.isOpen ? plot.right : plot.x(mark.to)
  context.save()
  context.beginPath()
  context.rect(left - 1, plot.top, right - left + 2, plot.height)
  context.clip()
  strokeValues(context, picture, colours.severity[mark.severity], 2.5)
  context.restore()
}

/** Runs of points that belong together: a gap ends one. */
function runs(points: readonly SeriesPoint[], isThere: (point: SeriesPoint) => boolean) {
  const found: SeriesPoint[][] = []
  let run: SeriesPoint[] | undefined
  for (const point of points) {
    if (!isThere(point)) run = undefined
    else if (run) run.push(point)
    else {
      run = [point]
      found.push(run)
    }
  }
  return found
}

function paintBand(context: CanvasRenderingContext2D, { plot, points, colours }: Picture) {
  for (const run of runs(points, (point) => point[3] !== null && point[4] !== null)) {
    context.beginPath()
    for (const [at, , , low] of run) context.lineTo(plot.x(at), plot.y(low ?? 0))
    for (const [at, , , , high] of run.toReversed()) context.lineTo(plot.x(at), plot.y(high ?? 0))
    context.closePath()
    context.fillStyle = colours.band
    context.fill()
    context.strokeStyle = colours.bandEdge
    context.lineWidth = 1
    context.stroke()
  }
}

function strokeValues(
  context: CanvasRenderingContext2D,
  { plot, points }: Picture,
  colour: string,
  width: number,
) {
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineWidth = width
  context.lineJoin = 'round'
  for (const run of runs(points, (point) => point[1] !== null)) {
    context.beginPath()
    for (const [at, value] of run) context.lineTo(plot.x(at), plot.y(value ?? 0))
    if (run.length > 1) context.stroke()
    else paintLonePoint(context, plot, run[0])
  }
}

function paintLonePoint(context: CanvasRenderingContext2D, plot: Plot, point?: SeriesPoint) {
  if (!point) return
  context.arc(plot.x(point[0]), plot.y(point[1] ?? 0), 2, 0, 2 * Math.PI)
  context.fill()
}

/** Hatching where the line would go on if anything were known. */
function paintSilence(
  context: CanvasRenderingContext2D,
  { plot, colours }: Picture,
  since: number,
) {
  const left = Math.max(plot.left, plot.x(since))
  context.save()
  context.beginPath()
  context.rect(left, plot.top, plot.right - left, plot.height)
  context.clip()
  context.strokeStyle = colours.quiet
  context.lineWidth = 1
  context.beginPath()
  for (let x = left - plot.height; x < plot.right; x += 8) {
    context.moveTo(x, plot.bottom)
    context.lineTo(x + plot.height, plot.bottom - plot.height)
  }
  context.stroke()
  context.restore()
}
