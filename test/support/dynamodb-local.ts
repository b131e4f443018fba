import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const startMilliseconds = 30_000

/** Amazon's own DynamoDB in memory, from the folder that holds its jar; ended by its own handle. */
export async function startDynamoDbLocal(folder: string) {
  const jar = join(folder, 'DynamoDBLocal.jar')
  if (!existsSync(jar))
    throw new Error(`HYPHAE_DYNAMODB_LOCAL is ${folder}, where there is no DynamoDBLocal.jar.`)
  const port = await freePort()
  const library = `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`
  const words = [
    library,
    '-jar',
    jar,
    '-inMemory',
    '-sharedDb',
    '-disableTelemetry',
    '-port',
    String(port),
  ]
  const child = spawn('java', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-500)
  })
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => resolve(said))
  })
  const endpoint = `http://127.0.0.1:${port}`
  const why = await Promise.race([exited, answers(endpoint)])
  if (why !== undefined) throw new Error(`DynamoDB Local did not start: ${why}`)
  return {
    endpoint,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await exited
    },
  }
}

async function answers(endpoint: string): Promise<string | undefined> {
  for (const deadline = performance.now() + startMilliseconds; performance.now() < deadline; ) {
    const answer = await fetch(endpoint).catch(() => undefined)
    if (answer) return undefined
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return `it did not answer within ${startMilliseconds} ms`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.')
  return address.port
}
