import { expect, it, onTestFinished } from 'vitest'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'

const json = { 'content-type': 'application/json' }
const addresses = [
  '/cloud/token',
  '/cloud/mailbox',
  '/cloud/redrive',
  '/cloud/ses',
  '/api/v1/sites/a',
]
const bodies: Readonly<Record<string, string>> = {
  'too large': `"${'a'.repeat(7_000_000)}"`,
  'no JSON': '{"name": ',
  'nested deeply': `${'['.repeat(450)}${']'.repeat(450)}`,
}

it('whatever is sent to this machine is refused as its sender’s fault, in words, and never as its own', async () => {
  const cloud = await startTestCloud(await temporaryFolder())
  onTestFinished(() => cloud.stop())
  for (const address of addresses)
    for (const [what, body] of Object.entries(bodies)) {
      const method = address.startsWith('/api') ? 'PUT' : 'POST'
      const asked = { method, headers: json, body }
      const answer = await fetch(`${cloud.origin}${address}`, asked)
      const told = `${address} ${what}: ${answer.status} ${await answer.text()}`
      expect(told).toMatch(/: 4\d\d \{/)
      expect(answer.headers.get('content-type')).toMatch(/^application\/(problem\+)?json/)
    }
})

it('a token is asked for in one way only, and whoever asks otherwise is told it', async () => {
  const cloud = await startTestCloud(await temporaryFolder())
  onTestFinished(() => cloud.stop())
  const ask = (init?: RequestInit) => fetch(`${cloud.origin}/cloud/token`, init)
  const got = await ask()
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  const body = JSON.stringify({ name: 'Ada', role: 'viewer' })
  expect(
    (await ask({ method: 'POST', headers: { 'content-type': 'text/plain' }, body })).status,
  ).toBe(415)
  expect((await ask({ method: 'POST', headers: json, body })).status).toBe(200)
})
