import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { serveFile } from '#simulators/cloud/http/serve-files.ts'
import { type RunningServer, startServer } from '#simulators/cloud/http/start-server.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

async function startFiles(): Promise<RunningServer> {
  const folder = await temporaryFolder()
  for (const name of ['index', 'incident', '404'])
    await writeFile(join(folder, `${name}.html`), name)
  const server = await startServer(0)
  onTestFinished(() => server.stop())
  server.serve((asked, response) =>
    serveFile(asked.url ?? '/', response, folder, asked.method === 'HEAD'),
  )
  return server
}

/** As it is written: fetch would mend a path before it sends it. */
const get = ({ origin }: RunningServer, path: string) =>
  new Promise<[number | undefined, string]>((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const asked = request({ hostname, port, path }, async (response) => {
      let text = ''
      for await (const chunk of response) text += String(chunk)
      resolve([response.statusCode, text])
    })
    asked.on('error', reject).end()
  })

it.each<readonly [string, number, string]>([
  ['/', 200, 'index'],
  ['/incident', 200, 'incident'],
  ['/nothing', 404, '404'],
  ['/%ff', 404, '404'],
  ['/%', 404, '404'],
  ['/%E0%A4%A', 404, '404'],
  ['/%00', 404, '404'],
  ['/404', 404, '404'],
  ['/404.html', 404, '404'],
  ['/../../../etc/passwd', 404, '404'],
  ['/%2e%2e/%2e%2e/etc/passwd', 404, '404'],
])('%s is answered with %i', async (path, status, page) => {
  expect(await get(await startFiles(), path)).toEqual([status, page])
})
