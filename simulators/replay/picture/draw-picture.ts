import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Row } from './choose-rows.ts'
import { drawField, drawRow, type Frame } from './draw-row.ts'
import { escapeText } from './escape-text.ts'
import type { Course, Span } from './gather.ts'
import { timeTicks } from './time-ticks.ts'

export interface Pictured extends Span {
  readonly title: string
  readonly rows: readonly Row[]
  readonly courses: ReadonlyMap<string, Course>
  readonly labels: readonly FaultLabel[]
}

const width = 960
const left = 76
const right = 16
const head = 40
/** Of letters, in a line of the title. */
const titleWidth = 96
const titleLine = 22
const rowHeight = 64
const rowGap = 34
const foot = 40
/** Nearer to the right edge than this, a name would be cut. */
const widestName = 130

const style = `<style>
svg{color-scheme:light dark;font:13px Inter,system-ui,sans-serif;background:#fff}
.title{font-size:16px;font-weight:600;fill:#16211c}.name{fill:#2c3a34;font-weight:500}
.figure,.tick,.note{fill:#5a6862;font-size:11px}.field{fill:#f3f6f4}.grid{stroke:#dde4e0}
.course{fill:#0f766e;stroke:#0f766e;stroke-width:1.2;stroke-linejoin:round}
.fault{fill:#b45309;fill-opacity:.14}.edge{stroke:#b45309;stroke-dasharray:3 3}
.ordinary{fill:#475569;fill-opacity:.12}.kind{fill:#8a3f06;font-size:11px;font-weight:600;stroke:#f6efe6;stroke-width:3;stroke-linejoin:round;paint-order:stroke}
@media(prefers-color-scheme:dark){svg{background:#101614}.title,.name{fill:#e6eeea}
.figure,.tick,.note{fill:#9fb0a8}.field{fill:#18211d}.grid{stroke:#2a3630}
.course{fill:#4fd1c1;stroke:#4fd1c1}.fault{fill:#f59e0b;fill-opacity:.2}.edge{stroke:#f59e0b}
.ordinary{fill:#94a3b8;fill-opacity:.2}.kind{fill:#fbbf24;stroke:#2b2415}}
</style>`

/** A scenario at a glance: who shows it, when what was wrong, and somebody who had no part in it. */
export function drawPicture(pictured: Pictured): string {
  const { title, rows, courses, from, to } = pictured
  const lines = wrap(title)
  const top = head + lines.length * titleLine
  const height = top + rows.length * (rowHeight + rowGap) + foot
  const x = (at: number) =>
    Math.round((left + ((at - from) / (to - from)) * (width - left - right)) * 10) / 10
  const bottom = height - foot
  const body = rows.map((row, index) => {
    const frame: Frame = {
      ...{ left, width: width - left - right, height: rowHeight },
      top: top + rowGap - 12 + index * (rowHeight + rowGap),
    }
    const course = courses.get(row.sensor.key)
    if (!course) return ''
    const { shades, names } = drawFaults(pictured, row, frame, x)
    // Shades lie under the course, their names over it.
    return [drawField(frame), shades, drawRow(row, course, frame), names].join('\n')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeText(title)}</title>`,
    `<desc id="desc">${escapeText(describe(pictured))}</desc>`,
    style,
    `<rect width="${width}" height="${height}" fill="none"/>`,
    ...lines.map(
      (line, index) =>
        `<text class="title" x="${left}" y="${28 + index * titleLine}">${escapeText(line)}</text>`,
    ),
    ...timeTicks(pictured).map(
      ({ at, text }) =>
        `<path class="grid" d="M${x(at)} ${top}V${bottom}"/><text class="tick" x="${x(at)}" y="${bottom + 16}" text-anchor="middle">${text}</text>`,
    ),
    `<text class="note" x="${left - 34}" y="${bottom + 16}" text-anchor="end">UTC</text>`,
    ...body,
    '</svg>\n',
  ].join('\n')
}

/** The faults that touch a sensor; those that overlap are named one under the other. */
function drawFaults(
  { labels, from, to }: Pictured,
  row: Row,
  { top, height }: Frame,
  x: (at: number) => number,
) {
  const shown = labels.filter(
    ({ sensors, onset }) => sensors.includes(row.sensor.key) && onset < to,
  )
  const parts = shown.map(({ kind, ordinary, onset, end }, index) => {
    const [begin, over] = [x(Math.max(onset, from)), x(Math.min(end, to))]
    const before = shown.slice(0, index).filter((other) => other.end > onset).length
    const name = `<text class="kind" x="${begin + 4}" y="${top + 13 + 14 * before}">${escapeText(kind)}</text>`
    return {
      shade: `<rect class="${ordinary ? 'ordinary' : 'fault'}" x="${begin}" y="${top}" width="${Math.max(1.5, over - begin)}" height="${height}"/><path class="edge" d="M${begin} ${top}v${height}"/>`,
      name: begin + widestName < width ? name : '',
    }
  })
  return {
    shades: parts.map(({ shade }) => shade).join(''),
    names: parts.map(({ name }) => name).join(''),
  }
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + word.length < titleWidth)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

function describe({ rows, labels }: Pictured): string {
  const shown = rows.map(({ sensor, cellName }) => `${cellName} ${sensor.label}`).join(', ')
  const faults = labels.map(
    ({ kind, onset, end }) => `${kind} from ${clock(onset)} to ${clock(end)}`,
  )
  return `Courses of ${shown}. ${faults.length > 0 ? `Shaded: ${faults.join(', ')}.` : 'Nothing is wrong.'}`
}

function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
