import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandInput,
} from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { Command } from 'commander'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CliError } from '#simulators/replay/cli-error.ts'
import { registerScenarios } from '#simulators/replay/commands/scenarios.ts'
import { registerSimulate } from '#simulators/replay/commands/simulate.ts'
import { readTrace } from '#simulators/replay/trace/read-trace.ts'
import { TraceLabels } from '#simulators/replay/trace/trace-labels.ts'
import { collect } from './recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const bus = mockClient(EventBridgeClient)
beforeEach(() => {
  bus.reset()
  vi.stubEnv('AWS_REGION', 'local')
  vi.stubEnv('HYPHAE_HOME', join(folder, 'home'))
})

async function run(...line: string[]): Promise<string> {
  const program = new Command()
  registerSimulate(program)
  registerScenarios(program)
  let printed = ''
  const print = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
  await program.parseAsync(line, { from: 'user' }).finally(() => print.mockRestore())
  return printed
}

const simulate = (name: string, ...more: string[]) => {
  const out = join(folder, name)
  const line = ['simulate', '--scenario', 'hub-failure', '--hours', '7', '--out', out, '--json']
  return run(...line, ...more).then((printed) => ({ out, summary: JSON.parse(printed) }))
}

describe('simulate', () => {
  it('writes the same bytes for the same seed, and others for another', async () => {
    const [a, b, c] = [
      await simulate('a.ndjson', '--seed', '7'),
      await simulate('b.ndjson', '--seed', '7'),
      await simulate('c.ndjson', '--seed', '8'),
    ].map(({ out }) => readFileSync(out, 'utf8'))
    expect(a === b).toBe(true)
    expect(a === c).toBe(false)
  })

  it('counts what it wrote and puts the ground truth beside it', async () => {
    const { out, summary } = await simulate('truth.ndjson')
    const items = await collect(readTrace(out))
    const frames = items.flatMap((item) => (item.kind === 'frame' ? [item.frame] : []))
    const readings = frames.reduce((sum, frame) => sum + frame.readings.length, 0)
    expect(summary).toEqual({ out, frames: frames.length, readings, faults: 1 })
    expect(items[0]).toMatchObject({ header: { scenario: 'hub-failure', seed: 1 } })
    const file = readFileSync(join(folder, 'truth.labels.json'), 'utf8')
    const { labels } = TraceLabels.parse(JSON.parse(file))
    expect(labels).toMatchObject([{ kind: 'hub-failure', rootCell: 'hub-north' }])
  })

  it('names the scenarios there are when asked for another', async () => {
    const out = join(folder, 'none.ndjson')
    const failure = run('simulate', '--scenario', 'hub', '--out', out)
    await expect(failure).rejects.toThrow(/"hub".*There are: .*hub-failure/)
    await expect(failure).rejects.toBeInstanceOf(CliError)
    await expect(failure).rejects.toMatchObject({ exitCode: 2 })
    expect(existsSync(out)).toBe(false)
  })
})

interface SentFrame {
  readonly cell: string
  readonly sentAt: number
  readonly run: string
}

/** What a gateway sends of several cells at once is a bundle of frames. */
const entriesOf = ({ Entries = [] }: PutEventsCommandInput) =>
  Entries.map(({ Detail = '', ...rest }) => {
    const detail = JSON.parse(Detail) as SentFrame & { readonly frames?: readonly SentFrame[] }
    return { ...rest, frames: detail.frames ?? [detail] }
  })

describe('simulate --publish', () => {
  it('sends every frame as an event, marked as a run', async () => {
    bus.on(PutEventsCommand).callsFake(({ Entries }) => ({
      Entries: Entries.map(() => ({ EventId: 'x' })),
    }))
    const { summary } = await simulate('sent.ndjson', '--publish', 'town', '--hours', '0.02')
    const sent = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => entriesOf(args[0].input))
    expect(sent.flatMap(({ frames }) => frames)).toHaveLength(summary.frames)
    for (const { EventBusName, Source, DetailType, frames } of sent) {
      expect([EventBusName, Source]).toEqual(['town', 'hyphae.feeds'])
      expect(DetailType).toMatch(/^(ReadingsReported|FramesReported)$/)
      for (const { run } of frames) expect(run).toBe('hub-failure-1')
    }
  })

  it('never reorders a cell, though events fail and are sent again', async () => {
    const accepted: SentFrame[] = []
    let call = 0
    bus.on(PutEventsCommand).callsFake((input: PutEventsCommandInput) => {
      call += 1
      const entries = entriesOf(input)
      expect(entries.length).toBeLessThanOrEqual(10)
      const cells = entries.flatMap(({ frames }) => frames.map(({ cell }) => cell))
      expect(cells).toEqual([...new Set(cells)])
      return {
        Entries: entries.map(({ frames }, index) => {
          if ((index + call) % 7 === 0) return { ErrorCode: 'ThrottlingException' }
          accepted.push(...frames)
          return { EventId: 'x' }
        }),
      }
    })
    const { summary } = await simulate('retried.ndjson', '--publish', 'town', '--hours', '0.02')
    expect(accepted).toHaveLength(summary.frames)
    for (const [cell, frames] of Map.groupBy(accepted, (frame) => frame.cell)) {
      const sent = frames.map(({ sentAt }) => sentAt)
      expect(sent, cell).toEqual(sent.toSorted((a, b) => a - b))
    }
  })
})

describe('simulate --publish with a bus that refuses', () => {
  it('counts what was refused and goes on with the rest', async () => {
    let refused = 0
    bus.on(PutEventsCommand).callsFake((input: PutEventsCommandInput) => {
      refused += entriesOf(input)[0]?.frames.length ?? 0
      const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
      const { Entries = [] } = input
      return { Entries: Entries.map((_, index) => (index === 0 ? malformed : { EventId: 'x' })) }
    })
    const { summary } = await simulate('refused.ndjson', '--publish', 'town', '--hours', '0.02')
    expect(summary.refused).toBe(refused)
    expect(summary.refused).toBeLessThan(summary.frames)
  })
})

describe('scenarios', () => {
  it('lists each with a sentence', async () => {
    const { scenarios } = JSON.parse(await run('scenarios', '--json'))
    expect(scenarios.length).toBeGreaterThanOrEqual(9)
    expect(scenarios).toContainEqual({ name: 'everyday', about: expect.stringMatching(/\.$/) })
    expect(await run('scenarios')).toMatch(/^hub-failure {2,}\S/m)
  })
})

describe('hyphae simulate with a file of one’s own', () => {
  const own = (change = '') => {
    const file = join(folder, 'own.yaml')
    const stuck = 'kind: stuck, site: basin, cell: dew-orchard, sensor: nitrate, at: 20m, for: 20m'
    const head = 'schemaVersion: 1\nname: own\nabout: Mine.\nsites: [basin]\n'
    const text = `${head}startAt: 2026-03-02T00:00:00Z\nhours: 1\nfaults:\n  - { ${stuck}${change} }\n`
    writeFileSync(file, text)
    return file
  }

  it('plays it, and draws it', async () => {
    const picture = join(folder, 'pictures', 'own.svg')
    const printed = await run('simulate', '--scenario', own(), '--picture', picture, '--json')
    expect(JSON.parse(printed)).toMatchObject({ out: null, picture, faults: 1 })
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg .*Shaded: stuck from .*<\/svg>\n$/s)
  })

  it('refuses it with the line and what to do', async () => {
    const refused = run('simulate', '--scenario', own(', deep: 1'), '--picture', 'x.svg')
    await expect(refused).rejects.toThrow(/own\.yaml:8: faults\.0 has no field "deep"; correct its/)
  })

  it('says so where there is none, and where the picture cannot be written', async () => {
    const none = join(folder, 'none.yaml')
    await expect(run('simulate', '--scenario', none, '--picture', 'x.svg')).rejects.toThrow(
      /The scenario file ".*none\.yaml" cannot be read .* check its name/,
    )
    const inFile = join(own(), 'x.svg')
    await expect(run('simulate', '--scenario', own(), '--picture', inFile)).rejects.toThrow(
      /The picture cannot be written to .* name another file/,
    )
  })
})
