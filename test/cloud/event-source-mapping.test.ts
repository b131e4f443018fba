import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type MappingPorts, runMapping } from '#simulators/cloud/stream/event-source-mapping.ts'
import type { KinesisEvent } from '#simulators/cloud/stream/kinesis-event.ts'
import { openStreamLog, type StreamLog } from '#simulators/cloud/stream/stream-log.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import type { StreamMapping } from '#wiring'

const mapping: StreamMapping = {
  function: 'detect-anomalies',
  filter: { data: { wanted: [true] } },
  batchSize: 8,
  windowSeconds: 0,
  parallelizationFactor: 1,
  maximumRetries: 3,
  maximumRecordAgeSeconds: 3_600,
  bisectOnError: true,
  reportsPartialFailures: true,
  failureDestination: 'failure-bucket',
}

interface Failure {
  readonly names: string[]
  readonly reason: string
}

type Respond = (names: readonly string[]) => readonly string[] | 'throw'

const namesOf = (event: KinesisEvent) =>
  event.Records.map(({ kinesis }) => {
    const text = Buffer.from(kinesis.data, 'base64').toString('utf8')
    return (JSON.parse(text) as { name: string }).name
  })

/** A function that answers as told, fed by a real log until nothing is left. */
async function feed(respond: Respond, change: Partial<StreamMapping> = {}, random = () => 1) {
  const folder = await temporaryFolder()
  const log = await openStreamLog(join(folder, 'log'), Date.now)
  onTestFinished(() => log.close())
  const calls: string[][] = []
  const pauses: number[] = []
  const failures: Failure[] = []
  const ports: MappingPorts = {
    log,
    positionFile: join(folder, 'position'),
    pollMilliseconds: 0,
    now: Date.now,
    pause: async (milliseconds) => {
      pauses.push(milliseconds)
      await nextTurn()
    },
    random,
    onFault: (fault) => {
      throw fault
    },
    async invoke(event) {
      const names = namesOf(event)
      calls.push(names)
      const failed = respond(names)
      if (failed === 'throw') throw new Error('the function fell over')
      return {
        batchItemFailures: failed.map((name) => ({
          itemIdentifier: event.Records[names.indexOf(name)]?.kinesis.sequenceNumber ?? name,
        })),
      }
    },
    async keepFailed(records, reason) {
      const names = records.map(({ event }) => (JSON.parse(event) as { name: string }).name)
      failures.push({ names, reason: String(reason) })
    },
  }
  const start = () => {
    const running = runMapping({ ...mapping, ...change }, ports)
    onTestFinished(() => running.stop())
    return running
  }
  return { log, calls, pauses: () => pauses.filter((pause) => pause > 0), failures, ports, start }
}

const append = (log: StreamLog, names: readonly string[], wanted = true) =>
  log.append(names.map((name) => ({ partitionKey: name, event: JSON.stringify({ name, wanted }) })))

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn()
}

/** All that was appended has been handled or kept. */
async function handled(respond: Respond, names: string, change: Partial<StreamMapping> = {}) {
  const fed = await feed(respond, change)
  await append(fed.log, [...names])
  const running = fed.start()
  await until(() => running.position() === names.length)
  return fed
}

const well: Respond = () => []

describe('the event source mapping', () => {
  it('hands records over as Kinesis does, in order, in batches of at most the size', async () => {
    const { calls } = await handled(well, 'abcdefghijklmnopqrst')
    expect(calls.flat().join('')).toBe('abcdefghijklmnopqrst')
    expect(calls.map((call) => call.length)).toEqual([8, 8, 4])
  })

  it('keeps each key in its order, and gives each record its number, key and time', async () => {
    const fed = await feed(well)
    const seen: KinesisEvent[] = []
    const ports: MappingPorts = {
      ...fed.ports,
      invoke: async (event) => {
        seen.push(event)
        return {}
      },
    }
    await append(fed.log, ['a'])
    const running = runMapping(mapping, ports)
    onTestFinished(() => running.stop())
    await until(() => running.position() === 1)
    expect(seen[0]?.Records[0]).toEqual({
      eventID: 'shardId-000000000000:1',
      eventSource: 'aws:kinesis',
      kinesis: {
        sequenceNumber: '1',
        partitionKey: 'a',
        data: Buffer.from('{"name":"a","wanted":true}').toString('base64'),
        approximateArrivalTimestamp: expect.closeTo(Date.now() / 1000, -2),
      },
    })
  })

  it('leaves out what the filter does not want, and passes it all the same', async () => {
    const fed = await feed(well)
    await append(fed.log, ['a', 'b'], false)
    await append(fed.log, ['c'])
    const running = fed.start()
    await until(() => running.position() === 3)
    expect(fed.calls).toEqual([['c']])
  })

  it('cuts a batch before it is larger than Lambda takes', async () => {
    const fed = await feed(well)
    const large = (name: string) => ({
      partitionKey: name,
      event: JSON.stringify({ name, wanted: true, filler: 'x'.repeat(1_000_000) }),
    })
    await fed.log.append([...'abcdef'].map(large))
    const running = fed.start()
    await until(() => running.position() === 6)
    expect(fed.calls.map((call) => call.join(''))).toEqual(['abcd', 'ef'])
  })

  it('tries again from the lowest record that was reported, and not those before', async () => {
    let times = 0
    const { calls, failures } = await handled((names) => {
      times += 1
      return times === 1 && names.includes('c') ? ['f', 'c'] : []
    }, 'abcdefgh')
    expect(calls.map((call) => call.join(''))).toEqual(['abcdefgh', 'cdefgh'])
    expect(failures).toEqual([])
  })

  it('tries the whole batch again where an unknown record is reported', async () => {
    let times = 0
    const { calls } = await handled(() => {
      times += 1
      return times === 1 ? ['4711'] : []
    }, 'abc')
    expect(calls.map((call) => call.join(''))).toEqual(['abc', 'abc'])
  })

  it('tries again after a throw, waiting longer each time', async () => {
    let times = 0
    const { calls, pauses, failures } = await handled(() => {
      times += 1
      return times <= 3 ? 'throw' : []
    }, 'a')
    expect(calls).toHaveLength(4)
    expect(pauses()).toEqual([100, 200, 400])
    expect(failures).toEqual([])
  })

  it('keeps what comes after a failing batch waiting, so that no key is overtaken', async () => {
    let times = 0
    const { calls } = await handled((names) => {
      times += 1
      return names.includes('a') && times < 3 ? 'throw' : []
    }, 'abcdefghij')
    const order = calls.flat().lastIndexOf('a')
    expect(calls.flat().indexOf('i')).toBeGreaterThan(order)
  })

  it.each([['throws'], ['reports it']])(
    'finds the one poison record of a batch by halving, when the function %s, and keeps it alone',
    async (how) => {
      const done: string[] = []
      const { failures } = await handled((names) => {
        const at = names.indexOf('e')
        if (at < 0) done.push(...names)
        if (at < 0) return []
        if (how === 'throws') return 'throw'
        done.push(...names.slice(0, at))
        return ['e']
      }, 'abcdefghij')
      expect(failures).toEqual([{ names: ['e'], reason: expect.any(String) }])
      expect([...new Set(done)].join('')).toBe('abcdfghij')
    },
  )

  it('waits anywhere within a pause that grows, as its port for chance says', async () => {
    const draws = [0.5, 0.25, 1]
    const fed = await feed(
      () => 'throw',
      {},
      () => draws.shift() ?? 0,
    )
    await append(fed.log, ['a'])
    const running = fed.start()
    await until(() => running.position() === 1)
    expect(fed.pauses()).toEqual([50, 50, 400])
  })

  it('bounds its tries, and keeps the reason with the record', async () => {
    const { calls, failures } = await handled(() => 'throw', 'a')
    expect(calls).toHaveLength(1 + mapping.maximumRetries)
    expect(failures).toEqual([{ names: ['a'], reason: 'Error: the function fell over' }])
  })

  it('does not try what is too old a second time', async () => {
    const { calls, failures } = await handled(() => 'throw', 'a', { maximumRecordAgeSeconds: -1 })
    expect(calls).toHaveLength(1)
    expect(failures).toHaveLength(1)
  })

  it('goes on after a restart where it was, and repeats what was not done', async () => {
    const fed = await feed(well)
    await append(fed.log, [...'abc'])
    const first = fed.start()
    await until(() => first.position() === 3)
    await first.stop()
    await append(fed.log, [...'de'])
    const second = fed.start()
    await until(() => second.position() === 5)
    expect(fed.calls.flat().join('')).toBe('abcde')
  })

  it('leaves a batch that fails to the next start when it is stopped, and loses nothing', async () => {
    let broken = true
    const fed = await feed(() => (broken ? 'throw' : []), { maximumRetries: 1_000_000 })
    await append(fed.log, [...'ab'])
    const first = fed.start()
    await until(() => fed.calls.length > 5)
    await first.stop()
    expect(first.position()).toBe(0)
    expect(fed.failures).toEqual([])
    broken = false
    const second = fed.start()
    await until(() => second.position() === 2)
    expect(fed.calls.at(-1)).toEqual(['a', 'b'])
  })

  it('says what is wrong with a position that is no number', async () => {
    const fed = await feed(well)
    await writeFile(fed.ports.positionFile, 'seven')
    expect(() => runMapping(mapping, fed.ports)).toThrow(/should hold a number and holds "seven"/)
  })
})
