import type { OutgoingEvent } from '#bus/publish-events.ts'
import type { Site } from '#domain/site.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { type Fate, type Mortal, openMortal } from './mortal.ts'
import { openPublisher } from './publisher.ts'

export interface Ordeal extends Fate {
  readonly sites: readonly Site[]
  readonly calls: ReadonlyArray<readonly OutgoingEvent[]>
  say(what: string): void
}

export interface Survived {
  readonly storeCalls: number
  readonly failedCalls: number
  readonly fullDisk: number
  readonly accepted: number
  readonly stored: number
  readonly duplicates: number
}

/** Events that may wait in the stream: a kill must meet a pipeline at work. */
const largestBacklog = 800
const longestUntilKill = 250
const callsBetweenWords = 400

/** Publishes everything into a cloud that dies and begins again, and leaves it at rest. */
export async function liveThrough(ordeal: Ordeal): Promise<Survived> {
  const mortal = openMortal(ordeal)
  for (const site of ordeal.sites) await register(mortal, site)
  await publish(mortal, ordeal)
  while (mortal.killsLeft() > 0) await mortal.killWithin(longestUntilKill)
  const life = await mortal.life()
  await life.drain()
  const { readings, duplicateReadings: duplicates } = await openApi(life.origin)('health')
  await mortal.stop()
  const { calls: storeCalls, failed: failedCalls, fullDisk } = mortal.store()
  const { accepted, stored } = readings
  return { storeCalls, failedCalls, fullDisk, accepted, stored, duplicates }
}

async function publish(mortal: Mortal, { calls, kills, random, say }: Ordeal): Promise<void> {
  const publisher = openPublisher(async () => (await mortal.life()).origin)
  const moments = Array.from({ length: kills }, () => Math.floor(random.next() * calls.length))
  let dying = Promise.resolve()
  for (const [index, call] of calls.entries()) {
    // Nobody waits for it: the kill comes while more is published.
    if (moments.includes(index)) dying = dying.then(() => mortal.killWithin(longestUntilKill))
    await publisher.send(call)
    while ((await mortal.life()).backlog() > largestBacklog) await pause(10)
    if (index % callsBetweenWords === 0)
      say(`${index} of ${calls.length} calls, ${kills - mortal.killsLeft()} of ${kills} kills`)
  }
  await dying
  publisher.close()
}

/** Its store may fail just then; to register again does no harm. */
async function register(mortal: Mortal, site: Site): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const api = openApi((await mortal.life()).origin)
      await api('applySite', { parameters: { site: site.site }, body: site })
      return
    } catch (fault) {
      if (attempt === registerAttempts) throw fault
    }
  }
}

const registerAttempts = 10

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
