import { expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { windowMilliseconds, windowOf } from '#domain/people/self-report.ts'
import {
  agreedFrom,
  demoParticipants,
  demoSites,
  nextTelling,
  openLiveWorld,
} from '#simulators/feeds/demo-world.ts'
import { gatewaysOf, openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { publishReports } from '#simulators/feeds/publish-reports.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { recordConsents } from '#simulators/replay/people-who-agreed.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'

const minute = 60_000
const habitat = { site: 'habitat' }

it('people of the live world speak for themselves, by consent, and until they take it back', {
  timeout: 120_000,
}, async () => {
  const cloud = await startTestCloud(await temporaryFolder())
  try {
    const api = openApi(cloud.origin)
    for (const site of demoSites)
      await api('applySite', { parameters: { site: site.site }, body: site })
    const from = windowOf(Date.now() - 60 * minute) + 2 * minute
    await recordConsents(api, demoParticipants, windowOf(from))

    const bus = openBus(cloud.bus)
    const live = (since: number) =>
      openLiveWorld(
        openFramePublisher(bus, gatewaysOf(demoSites)),
        (batches) => publishReports(bus, batches),
        since,
        since,
      )
    const world = live(from)
    for (let time = from; time <= from + 14 * minute; time += minute) await world.step(time)
    await cloud.drain()

    const windowsOf = async (cell: string) => {
      const { items } = await api('aggregates', { parameters: { ...habitat, cell }, query: {} })
      return items
    }
    const shown = await windowsOf('moss-gallery')
    expect(shown.map(({ kind, window }) => [kind, window - windowOf(from)])).toEqual([
      ['shown', 0],
      ['shown', windowMilliseconds],
      ['shown', 2 * windowMilliseconds],
    ])
    // So few people live there that nobody may speak in one of the windows.
    const ofFew = (await windowsOf('nightjar-rooms')).map(({ kind }) => kind)
    expect(new Set(ofFew)).toEqual(new Set(['hidden']))
    const { items: latest } = await api('latest', { query: habitat })
    const moods = (cell: string) =>
      latest.filter(({ key }) => key.startsWith(`habitat.${cell}.mood-valence`))
    expect(moods('moss-gallery')).toMatchObject([
      { at: windowOf(from) + 3 * windowMilliseconds, value: expect.any(Number) },
    ])
    expect(moods('nightjar-rooms').every(({ value }) => value === null)).toBe(true)
    // Its own gateway speaks for the people of another cell, as before.
    expect(moods('heron-house')[0]?.value).toEqual(expect.any(Number))
    expect(await windowsOf('heron-house')).toEqual([])

    const people = new Set(
      (await api('consents', { parameters: habitat, query: { limit: 500 } })).items.map(
        ({ consent }) => consent.subject,
      ),
    )
    expect(people).toEqual(new Set(demoParticipants.map(({ subject }) => subject)))
    const gone = demoParticipants.slice(0, 50)
    for (const { site, subject } of gone)
      await api('withdrawConsent', {
        parameters: { site, subject, purpose: 'aggregates' },
        query: {},
      })
    await cloud.drain()
    // Of 55 fewer than ten are left: what was shown is so no longer.
    expect((await windowsOf('moss-gallery')).map(({ kind }) => kind)).toEqual(
      Array(3).fill('hidden'),
    )

    // A second start asks nobody again who decided.
    await recordConsents(api, demoParticipants, windowOf(from))
    const again = live(from + 15 * minute)
    for (let time = from + 15 * minute; time <= from + 24 * minute; time += minute)
      await again.step(time)
    await cloud.drain()
    expect((await windowsOf('moss-gallery')).map(({ kind }) => kind)).toEqual(
      Array(5).fill('hidden'),
    )
    const { items } = await api('consents', { parameters: habitat, query: { limit: 500 } })
    expect(items.filter(({ inForce }) => !inForce)).toHaveLength(gone.length)
  } finally {
    await cloud.stop()
  }
})

it('a world that catches up tells the window that closes as it begins, and its detectors every one', {
  timeout: 120_000,
}, async () => {
  const cloud = await startTestCloud(await temporaryFolder())
  try {
    const api = openApi(cloud.origin)
    for (const site of demoSites)
      await api('applySite', { parameters: { site: site.site }, body: site })
    const from = windowOf(Date.now() - 60 * minute)
    await recordConsents(api, demoParticipants, agreedFrom(from))
    const bus = openBus(cloud.bus)
    const publisher = openFramePublisher(bus, gatewaysOf(demoSites))
    const world = openLiveWorld(publisher, (batches) => publishReports(bus, batches), from, from)
    for (let now = from; now < from + 2 * windowMilliseconds; ) {
      now = nextTelling(now)
      await world.step(now)
      await cloud.drain()
    }
    const parameters = { ...habitat, cell: 'moss-gallery' }
    const { items } = await api('aggregates', { parameters, query: {} })
    expect(items.map(({ kind, window }) => [kind, (window - from) / windowMilliseconds])).toEqual([
      ['shown', -1],
      ['shown', 0],
      ['shown', 1],
    ])
    // The last is in a row of its cell that is still open.
    expect((await api('loop', { parameters })).loop).toMatchObject({ windows: 2 })
  } finally {
    await cloud.stop()
  }
})
