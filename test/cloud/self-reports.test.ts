import { expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { Site } from '#domain/site.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'

const start = Date.UTC(2026, 2, 2)
const window = 300_000
const quarter = Site.parse({
  schemaVersion: 1,
  site: 'quarter',
  name: 'Quarter',
  cells: [{ cell: 'house', name: 'House', feed: 'ecocell' }],
})
const people = Array.from({ length: 10 }, (_, index) => `p-000${index}`)
const sensor = 'quarter.house.mood-valence'

const batchOf = (index: number) => ({
  source: 'test.collector',
  type: eventTypes.selfReportsCollected,
  detail: {
    ...{ schemaVersion: 1, batch: `b${index}`, site: 'quarter', cell: 'house' },
    sentAt: start + (index + 1) * window,
    reports: people.map((subject) => ({
      ...{ subject, at: start + index * window + 1_000, valence: 0.5, arousal: 0 },
    })),
  },
})

it('what ten people say is shown on their chart, until one of them takes it back', async () => {
  const cloud = await startTestCloud(await temporaryFolder())
  const api = openApi(cloud.origin)
  await api('applySite', { parameters: { site: 'quarter' }, body: quarter })
  const consent = (subject: string) => ({
    ...{ site: 'quarter', subject, purpose: 'aggregates' as const },
  })
  for (const subject of people)
    await api('grantConsent', { parameters: consent(subject), body: { from: start } })
  await publishEvents(openBus(cloud.bus), [0, 1].map(batchOf))
  await cloud.drain()
  const shown = async () => {
    const { points } = await api('series', {
      query: { sensor, from: start, to: start + 10 * window, maxPoints: 100 },
    })
    return points.filter(([, value]) => value !== null).map(([at, value]) => [at - start, value])
  }
  expect(await shown()).toEqual([
    [window, 0.5],
    [2 * window, 0.5],
  ])
  const query = { from: start + window }
  await api('withdrawConsent', { parameters: consent('p-0003'), query })
  await cloud.drain()
  expect(await shown()).toEqual([[window, 0.5]])
  const { items } = await api('latest', { query: { site: 'quarter' } })
  expect(items.find(({ key }) => key === sensor)).toMatchObject({
    at: start + 2 * window,
    value: null,
  })
  const { items: aggregates } = await api('aggregates', {
    parameters: { site: 'quarter', cell: 'house' },
    query: {},
  })
  expect(aggregates.map(({ kind }) => kind)).toEqual(['shown', 'hidden'])
  await cloud.stop()
})

it('hyphae consent grants, lists and withdraws', async () => {
  const environment = { HYPHAE_HOME: await temporaryFolder(), PORT: '0' }
  const hyphae = async (...words: string[]) => {
    const { code, stdout, stderr } = await runHyphae(words, environment)
    if (code !== 0) throw new Error(stderr)
    return stdout
  }
  await hyphae('sites', 'apply', 'docs/examples/greenhouse.yaml')
  const site = ['--site', 'greenhouse']
  const granted = await hyphae('consent', 'grant', 'p-0001', ...site, '--from', '2026-03-02')
  expect(granted).toBe(
    'p-0001  aggregates: granted from 2026-03-02T00:00:00.000Z on, in force now\n',
  )
  expect(await hyphae('consent', 'list', ...site)).toBe(`${granted}1 consent of greenhouse.\n`)
  const withdrawn = JSON.parse(await hyphae('consent', 'withdraw', 'p-0001', ...site, '--json'))
  expect(withdrawn).toMatchObject({ inForce: false, consent: { decisions: [{ from: 0 }] } })
  await expect(hyphae('consent', 'grant', 'Ada', ...site)).rejects.toThrow(/pseudonym is 4 to 63/)
  await expect(hyphae('consent', 'grant', 'p-0001', '--site', 'nowhere')).rejects.toThrow(
    /no site "nowhere"/,
  )
})
