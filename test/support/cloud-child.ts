import { createInterface } from 'node:readline'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { startCloud } from '#simulators/cloud/start-cloud.ts'

/** A cloud in a process of its own, so that it can be killed. It says where it is, and when it is at rest. */
const [folder = ''] = process.argv.slice(2)
const cloud = await startCloud({
  folder,
  server: await startServer(0),
  dashboard: null,
  simulation: false,
  schedules: false,
  windows: false,
})
process.stdout.write(`${cloud.origin}\n`)
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'drain') {
    await cloud.drain()
    process.stdout.write('drained\n')
  }
}
await cloud.stop()
