import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFailureBucket } from '#simulators/cloud/failure-bucket.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

const frame = (count: number) =>
  JSON.stringify({
    id: `e${count}`,
    'detail-type': 'ReadingsReported',
    detail: { cell: 'pump', readings: Array(count).fill({ value: 1 }) },
  })
const anomaly = JSON.stringify({ id: 'a', 'detail-type': 'AnomalyDetected', detail: {} })

it('keeps what failed in full, with the function and the reason', async () => {
  const folder = await temporaryFolder()
  const bucket = await openFailureBucket(folder)
  await bucket.keep('detect-anomalies', '17', [frame(3), anomaly], new RangeError('too much'))
  const [name = ''] = await readdir(folder)
  expect(name).toBe('detect-anomalies-17.json')
  expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toEqual({
    function: 'detect-anomalies',
    reason: 'RangeError: too much',
    events: [JSON.parse(frame(3)), JSON.parse(anomaly)],
  })
})

it('counts frames and their readings, and nothing else', async () => {
  const bucket = await openFailureBucket(await temporaryFolder())
  await bucket.keep('detect-anomalies', '1', [frame(3)], 'x')
  await bucket.keep('detect-anomalies', '2', [frame(4), anomaly], 'x')
  expect(bucket.count()).toEqual({ frames: 2, readings: 7 })
})

it('counts the same after a restart, and once what was kept twice', async () => {
  const folder = await temporaryFolder()
  const before = await openFailureBucket(folder)
  await before.keep('detect-anomalies', '1', [frame(3)], 'x')
  const after = await openFailureBucket(folder)
  expect(after.count()).toEqual({ frames: 1, readings: 3 })
  // Killed between keeping a record and noting that it is done, a mapping keeps it again.
  await after.keep('detect-anomalies', '1', [frame(3)], 'x')
  expect(after.count()).toEqual({ frames: 1, readings: 3 })
})

it('is not troubled by what a kill left half written', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'detect-anomalies-1.json.new'), '{"func')
  expect((await openFailureBucket(folder)).count()).toEqual({ frames: 0, readings: 0 })
})
