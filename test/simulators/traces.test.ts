import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readLines } from '#simulators/replay/trace/read-lines.ts'
import { readTrace } from '#simulators/replay/trace/read-trace.ts'
import type { TraceHeader } from '#simulators/replay/trace/trace-header.ts'
import { labelsPathFor } from '#simulators/replay/trace/trace-labels.ts'
import { openTraceWriter } from '#simulators/replay/trace/write-trace.ts'
import { collect, habitat, minutes, monday, only, record } from './recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-trace-'))
afterAll(() => rmSync(folder, { recursive: true }))

const path = join(folder, 'walk.ndjson')
const site = only(habitat, 'moss-gallery')
const frames = record({ sites: [site], to: monday + minutes(3) })
const header: TraceHeader = {
  ...{ hyphae: 'trace', schemaVersion: 1, generator: 'test 1', seed: 7 },
  ...{ startAt: new Date(monday).toISOString(), sites: [site] },
}
const writer = openTraceWriter(path, header)
for (const frame of frames) writer.write(frame)
writer.close()
const text = readFileSync(path, 'utf8')

async function read(content: string) {
  const file = join(folder, 'other.ndjson')
  writeFileSync(file, content)
  return await collect(readTrace(file))
}

describe('a trace', () => {
  it('comes back as it was written', async () => {
    const items = await collect(readTrace(path))
    expect(items[0]).toEqual({ kind: 'header', header })
    expect(items.slice(1)).toEqual(frames.map((frame) => ({ kind: 'frame', frame })))
  })

  it('may do without a header and without a last line break', async () => {
    const bare = text.split('\n').slice(1).join('\n').trimEnd()
    expect(await read(bare)).toEqual(frames.map((frame) => ({ kind: 'frame', frame })))
  })

  it('cut off anywhere still gives every whole line, and says where it ends', async () => {
    const lines = text.trimEnd().split('\n')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (cut) => {
        const part = text.slice(0, cut)
        const items = await read(part)
        const ended = part.split('\n').length - 1
        const rest = part.split('\n').at(-1)
        const isWhole = rest !== '' && rest === lines[ended]
        const whole = isWhole ? ended + 1 : ended
        expect(items.filter(({ kind }) => kind !== 'truncated')).toHaveLength(whole)
        const cutOff = rest === '' || isWhole ? [] : [{ kind: 'truncated', line: ended + 1 }]
        expect(items.filter(({ kind }) => kind === 'truncated')).toEqual(cutOff)
      }),
      { numRuns: 60 },
    )
  })

  it('that is compressed comes back the same, pieces appended to it as well', async () => {
    const zipped = join(folder, 'walk.ndjson.gz')
    const compressed = openTraceWriter(zipped, header)
    for (const frame of frames) compressed.write(frame)
    compressed.close()
    expect(readFileSync(zipped).length).toBeLessThan(text.length / 3)
    const items = frames.map((frame) => ({ kind: 'frame', frame }))
    expect(await collect(readTrace(zipped))).toEqual([{ kind: 'header', header }, ...items])
    appendFileSync(zipped, gzipSync(`${JSON.stringify(frames[0])}\n`))
    expect((await collect(readTrace(zipped))).slice(1)).toEqual([...items, items[0]])
  })

  it('that is compressed and cut off anywhere still gives what can be read, and no error', async () => {
    const zipped = Buffer.concat([
      gzipSync(text.slice(0, text.length / 2)),
      gzipSync(text.slice(text.length / 2)),
    ])
    const whole = (await read(text)).length
    const file = join(folder, 'cut.ndjson.gz')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: zipped.length - 1 }), async (cut) => {
        writeFileSync(file, zipped.subarray(0, cut))
        const items = await collect(readTrace(file))
        const read = items.filter(({ kind }) => kind !== 'truncated')
        expect(read).toEqual((await collect(readTrace(path))).slice(0, read.length))
        expect(items.length - read.length).toBeLessThanOrEqual(1)
        if (cut > zipped.length * 0.6) expect(read.length).toBeGreaterThan(whole * 0.4)
      }),
      { numRuns: 40 },
    )
  })

  it('whose gzip is damaged is refused with what to do', async () => {
    const damaged = gzipSync(text)
    damaged.fill(7, 200, 260)
    const file = join(folder, 'damaged.gz')
    writeFileSync(file, damaged)
    await expect(collect(readTrace(file))).rejects.toThrow(/damaged\.gz:\d+: .*(damaged|not JSON)/)
  })

  it.each([
    ['{"schemaVersion":1,"frame"\n', /other\.ndjson:3: not JSON .*; correct or delete it/],
    ['{"schemaVersion":1,"frame":"x"}\n', /:3: not a frame \(site: .*see docs\/trace-format\.md/],
    ['{"hyphae":"trace"}\n', /:3: a header may only be the first line/],
  ])('with %j in its middle is refused by line', async (bad, complaint) => {
    const [first = '', second = '', ...rest] = text.split('\n')
    const broken = [first, second, `${bad}${rest.join('\n')}`].join('\n')
    await expect(read(broken)).rejects.toThrow(complaint)
  })

  it('of a newer format is refused', async () => {
    const newer = text.replace('"schemaVersion":1', '"schemaVersion":2')
    await expect(read(newer)).rejects.toThrow(/:1: not a trace's header \(schemaVersion/)
  })

  it('keeps readings that are wrong, for the pipeline to judge', async () => {
    const odd = { ...frames[0], readings: [{ sensor: 'co2', at: 1, value: 'n/a' }, null, 7] }
    expect(await read(`${JSON.stringify(odd)}\n`)).toEqual([{ kind: 'frame', frame: odd }])
  })

  it('has its labels beside it', () => {
    expect(labelsPathFor('runs/walk.ndjson')).toBe('runs/walk.labels.json')
    expect(labelsPathFor('walk')).toBe('walk.labels.json')
  })
})

it('lines are the same however the bytes arrive', async () => {
  const lines = async (chunks: Uint8Array[]) => {
    const stream = (async function* () {
      yield* chunks
    })()
    return await collect(readLines(stream))
  }
  const bytes = Buffer.from('grün\n\nzwölf\nend')
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (cut) => {
      const split = [bytes.subarray(0, cut), bytes.subarray(cut)]
      expect(await lines(split)).toEqual(await lines([bytes]))
    }),
  )
  expect((await lines([bytes])).map(({ text: line }) => line)).toEqual(['grün', '', 'zwölf', 'end'])
})
