import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openStreamLog, type StreamLog } from '#simulators/cloud/stream/stream-log.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

async function open(): Promise<StreamLog> {
  const log = await openStreamLog(folder, () => 1_000)
  onTestFinished(() => log.close())
  return log
}

const record = (name: string) => ({ partitionKey: 'key', event: JSON.stringify({ name }) })
const records = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => record(`r${from + index}`))
const namesAfter = async (log: StreamLog, after: number, limit = 1_000) =>
  (await log.read(after, limit)).map(({ event }) => (JSON.parse(event) as { name: string }).name)
const numbersAfter = async (log: StreamLog, after: number) =>
  (await log.read(after, 1_000_000)).map(({ sequence }) => sequence)
const segments = async () => (await readdir(folder)).sort()
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('the stream log', () => {
  it('numbers records from 1, across appends, and keeps all of each', async () => {
    const log = await open()
    expect(await log.append([record('a'), record('b')])).toBe(2)
    expect(await log.append([{ partitionKey: 'tab\tand\nline', event: '{"name":"c"}' }])).toBe(3)
    await log.close()
    const again = await open()
    expect(again.newest()).toBe(3)
    expect(await again.read(2, 10)).toEqual([
      { sequence: 3, arrivedAt: 1_000, partitionKey: 'tab\tand\nline', event: '{"name":"c"}' },
    ])
  })

  it('keeps the order of appends made at once', async () => {
    const log = await open()
    await Promise.all(upTo(50).map((n) => log.append(records(n * 10, 3))))
    expect(await namesAfter(log, 0)).toEqual(
      upTo(50).flatMap((n) => [`r${n * 10}`, `r${n * 10 + 1}`, `r${n * 10 + 2}`]),
    )
  })

  it('goes on after a restart where it was', async () => {
    const first = await open()
    await first.append(records(1, 3))
    await first.close()
    const second = await open()
    await second.append(records(4, 2))
    expect(await numbersAfter(second, 0)).toEqual([1, 2, 3, 4, 5])
    expect(await namesAfter(second, 2)).toEqual(['r3', 'r4', 'r5'])
  })

  it.each([
    ['within its number', () => 1],
    ['within its event', () => 20],
    ['just before its end', (length: number) => length - 1],
  ])(
    'forgets a last line that a kill cut off %s, and goes on after the one before',
    async (_, left) => {
      const first = await open()
      await first.append(records(1, 3))
      await first.close()
      const [file = ''] = await segments()
      const text = await readFile(join(folder, file), 'utf8')
      const whole = text.trimEnd().lastIndexOf('\n') + 1
      await truncate(join(folder, file), whole + left(text.length - whole))
      const second = await open()
      expect(second.newest()).toBe(2)
      await second.append([record('again')])
      expect(await namesAfter(second, 0)).toEqual(['r1', 'r2', 'again'])
      await second.close()
      expect(await namesAfter(await open(), 0)).toEqual(['r1', 'r2', 'again'])
    },
  )

  it('does not read a record twice after a kill between making a file and writing to it', async () => {
    const first = await open()
    await first.append(records(1, 3))
    await first.close()
    await writeFile(join(folder, '000000000000004.log'), '')
    const second = await open()
    await second.append(records(4, 2))
    await second.close()
    expect(await numbersAfter(await open(), 1)).toEqual([2, 3, 4, 5])
    expect(await numbersAfter(second, 1)).toEqual([2, 3, 4, 5])
  })

  it('says which file is damaged where a line is not its own', async () => {
    const log = await open()
    await log.append(records(1, 1))
    await log.close()
    const [file = ''] = await segments()
    await appendFile(join(folder, file), 'nonsense\n')
    await expect(open()).rejects.toThrow(/000000000000001\.log has a damaged line: "nonsense"/)
  })

  it('gives a consumer that lags the same as one that keeps up', async () => {
    const log = await open()
    for (let n = 0; n < 30; n += 1) await log.append(records(n * 400, 400))
    // Far beyond what is kept in memory.
    expect(await numbersAfter(log, 0)).toEqual(upTo(12_000))
    const seen: number[] = []
    for (let after = 0; ; ) {
      const part = await log.read(after, 777)
      if (part.length === 0) break
      seen.push(...part.map(({ sequence }) => sequence))
      after = part.at(-1)?.sequence ?? 0
    }
    expect(seen).toEqual(upTo(12_000))
  })

  it('wakes who waits as soon as there is something, and lets them go after the time given', async () => {
    const log = await open()
    const started = performance.now()
    const woken = log.waitFor(0, 10_000)
    await log.append([record('a')])
    await woken
    expect(performance.now() - started).toBeLessThan(5_000)
    await log.waitFor(1, 20)
    expect(await log.read(1, 10)).toEqual([])
  })

  it('deletes files that all have read and that are old, never the newest', async () => {
    const writing = async (count: number) => {
      const log = await open()
      await log.append(records(1, count))
      await log.close()
    }
    await writing(2)
    await writing(2)
    await writing(2)
    const log = await open()
    const later = Date.now() + 60_000
    await log.trim(1, later)
    expect(await segments()).toHaveLength(3)
    await log.trim(6, Date.now() - 60_000)
    expect(await segments()).toHaveLength(3)
    await log.trim(3, later)
    expect(await segments()).toHaveLength(2)
    expect(await numbersAfter(log, 2)).toEqual([3, 4, 5, 6])
    await log.trim(6, later)
    expect(await numbersAfter(log, 4)).toEqual([5, 6])
    expect((await open()).newest()).toBe(6)
  })
})
