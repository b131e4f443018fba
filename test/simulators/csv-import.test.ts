import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { CliError } from '#simulators/replay/cli-error.ts'
import { registerImport } from '#simulators/replay/commands/import.ts'
import { parseTimestamp } from '#simulators/replay/trace/csv/timestamp.ts'
import { readTrace, type TraceItem } from '#simulators/replay/trace/read-trace.ts'
import { collect } from './recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-csv-'))
afterAll(() => rmSync(folder, { recursive: true }))

const site = join(folder, 'loop.yaml')
writeFileSync(
  site,
  `schemaVersion: 1
site: loop
name: Water loop
metrics:
  pressure: { label: Pressure, unit: bar, resolution: 0.001, limits: { min: -2, max: 10 } }
cells:
  - { cell: rig, name: Rig, sensors: [pressure, { sensor: outlet, metric: pressure }] }
  - { cell: tank, name: Tank, sensors: [pressure] }
`,
)

async function importCsv(csv: string, ...options: string[]): Promise<TraceItem[]> {
  const [source, out] = [join(folder, 'in.csv'), join(folder, 'out.ndjson')]
  rmSync(out, { force: true })
  writeFileSync(source, csv)
  const program = new Command()
  registerImport(program)
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const line = ['import', source, '--site', site, '--out', out, '--json', ...options]
  await program.parseAsync(line, { from: 'user' }).finally(() => print.mockRestore())
  return await collect(readTrace(out))
}

const readingsOf = (items: TraceItem[]) =>
  items.flatMap((item) =>
    item.kind === 'frame'
      ? item.frame.readings.map((reading) => ({ cell: item.frame.cell, ...(reading as object) }))
      : [],
  )

const start = Date.UTC(2026, 2, 2, 6, 30)

describe('a CSV import', () => {
  it('reads a column for each sensor; an empty field is no reading, a strange one stays', async () => {
    const items = await importCsv(
      'timestamp,rig.pressure,tank.pressure\n2026-03-02T06:30:00Z,1.5,\n2026-03-02T06:30:05Z,n/a,99\n',
    )
    expect(items[0]).toMatchObject({
      kind: 'header',
      header: { startAt: '2026-03-02T06:30:00.000Z', sites: [{ site: 'loop' }] },
    })
    expect(readingsOf(items)).toEqual([
      { cell: 'rig', sensor: 'pressure', at: start, value: 1.5 },
      { cell: 'rig', sensor: 'pressure', at: start + 5_000, value: 'n/a' },
      { cell: 'tank', sensor: 'pressure', at: start + 5_000, value: 99 },
    ])
  })

  it('reads a row for each reading, in any order of columns, with people and other separators', async () => {
    const items = await importCsv(
      'sensor;value;timestamp;cell;people\noutlet;0.2;1772433000;rig;\npressure;0.3;1772433001000;tank;12\n',
      ...['--delimiter', ';'],
    )
    expect(readingsOf(items)).toEqual([
      { cell: 'rig', sensor: 'outlet', at: start, value: 0.2 },
      { cell: 'tank', sensor: 'pressure', at: start + 1_000, value: 0.3, people: 12 },
    ])
  })

  it('packs a cell by the minute and by 500 readings, in the order of sentAt', async () => {
    const rows = Array.from({ length: 1_300 }, (_, index) => `${start + index * 100},${index},1`)
    const items = await importCsv(['timestamp,rig.pressure,tank.pressure', ...rows].join('\n'))
    const frames = items.flatMap((item) => (item.kind === 'frame' ? [item.frame] : []))
    expect(Math.max(...frames.map(({ readings }) => readings.length))).toBe(500)
    const sent = frames.map(({ sentAt }) => sentAt)
    expect(sent).toEqual(sent.toSorted((a, b) => a - b))
    expect(frames.at(-1)?.sentAt).toBe(start + 1_299 * 100)
    expect(new Set(frames.map(({ frame }) => frame)).size).toBe(frames.length)
  })

  it('loses no field and adds none, whatever the fields hold and the order of the rows', async () => {
    const field = fc.oneof(
      fc.constant(''),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(String),
      fc.constantFrom('NaN', 'bad', '-', '1e999', '0x10', 'null'),
    )
    const row = fc.tuple(fc.integer({ min: 0, max: 600 }), field, field, field)
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const cells = ['rig.pressure', 'rig.outlet', 'tank.pressure']
        const wanted = rows.flatMap(([after, ...fields]) =>
          fields.flatMap((text, index) =>
            text === '' ? [] : [`${cells[index]} ${start + after * 1_000} ${Number(text) || text}`],
          ),
        )
        if (wanted.length === 0) return
        const lines = rows.map(([after, ...fields]) => [start / 1_000 + after, ...fields].join(','))
        const csv = [`timestamp,${cells.join(',')}`, ...lines].join('\n')
        const found = readingsOf(await importCsv(csv)).map((reading) => {
          const { cell, sensor, at, value } = reading as unknown as Record<string, string>
          return `${cell}.${sensor} ${at} ${Number(value) || value}`
        })
        expect(found.toSorted()).toEqual(wanted.toSorted())
      }),
      { numRuns: 30 },
    )
  })

  it.each([
    [
      'timestamp,rig.presure\n1772433000,2\n',
      /in\.csv:1: column "rig\.presure": the site has no such sensor/,
    ],
    [
      'time,rig.pressure\n1772433000,2\n',
      /in\.csv:1: no column is named timestamp among time, rig\.pressure/,
    ],
    [
      'timestamp,rig.pressure\n1772433000,2\nsoon,2\n',
      /in\.csv:3: column timestamp: "soon" is no time; write/,
    ],
    [
      'timestamp,cell,sensor,value\n1772433000,rig,gauge,2\n',
      /in\.csv:2: columns cell, sensor: .*"rig\.gauge"/,
    ],
    ['timestamp,rig.pressure\n1772433000,"2\n', /in\.csv:\d: Quote Not Closed.*correct the quotes/],
    ['', /in\.csv:1: the file is empty/],
    ['timestamp,rig.pressure\n1772433000,\n', /has no readings/],
    [
      'timestamp,rig.pressure,tank.pressure\n1772433000,1,5,\n',
      /in\.csv:2: the row has 4 fields for 3 columns \(too many: ""\); quote/,
    ],
    [
      'timestamp,rig.pressure\n1772433000,1,5,6\n',
      /in\.csv:2: the row has 4 fields for 2 columns \(too many: "5,6"\); quote/,
    ],
    [
      'timestamp,rig.pressure,rig.pressure\n1772433000,1,2\n',
      /in\.csv:1: column "rig\.pressure" stands twice .*; rename or remove one/,
    ],
    [
      'timestamp,rig.pressure\n2026-02-30T06:30:00Z,1\n',
      /in\.csv:2: column timestamp: "2026-02-30T06:30:00Z" is no time; write/,
    ],
    [
      'timestamp,rig.pressure\n1772433000000000,1\n',
      /in\.csv:2: column timestamp: "1772433000000000" looks like microseconds; divide by 1000/,
    ],
    [
      'timestamp,rig.pressure\n1772433,1\n',
      /in\.csv:2: column timestamp: "1772433" is not between 1990 and 2100; write/,
    ],
  ])('of %j is refused by line and column, and leaves no file', async (csv, complaint) => {
    const failure = await importCsv(csv).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CliError)
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringMatching(complaint) })
    expect(existsSync(join(folder, 'out.ndjson'))).toBe(false)
  })
})

it.each([
  ['2026-03-02T06:30:00Z', start],
  ['2026-03-02 06:30:00', start],
  ['2026-03-02T07:30:00+01:00', start],
  ['2026-03-02T06:30', start],
  ['2026-03-02', Date.UTC(2026, 2, 2)],
  ['1772433000', start],
  ['1772433000.5', start + 500],
  ['1772433000000', start],
  ['02.03.2026', undefined],
  ['2026-02-31T25:00:00Z', undefined],
  ['2026-02-30', undefined],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['2026-04-31 06:30', undefined],
  ['1772433000000000000', undefined],
  ['1', undefined],
  ['1889-12-31', undefined],
  ['2100-01-01', undefined],
  ['', undefined],
])('the time %s is %s', (text, at) => {
  const kind = at === undefined ? 'refused' : 'time'
  expect(parseTimestamp(text)).toMatchObject(at === undefined ? { kind } : { kind, at })
})

it('the format’s document shows a trace that reads', async () => {
  const document = readFileSync('docs/trace-format.md', 'utf8')
  const example = /```json\n([\s\S]*?)```/.exec(document)?.[1] ?? ''
  const file = join(folder, 'example.ndjson')
  writeFileSync(file, example)
  const items = await collect(readTrace(file))
  expect(items.map(({ kind }) => kind)).toEqual(['header', 'frame', 'frame'])
})
