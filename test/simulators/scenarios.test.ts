import { describe, expect, it } from 'vitest'
import { demoFaults } from '#simulators/feeds/demo-faults.ts'
import { framesOf, generateFrames } from '#simulators/feeds/generate-frames.ts'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { days, hours, minutes, monday, seconds } from './recording.ts'

describe.each(scenarioNames())('the scenario %s', (name) => {
  const { scenario, sites } = loadScenario(name)

  it('is named as its file and begins with readings of every site', () => {
    expect(scenario.name).toBe(name)
    const options = optionsFor(scenario, sites, 3, 0.25)
    const frames = [...generateFrames(options)]
    expect(new Set(frames.map(({ site }) => site))).toEqual(new Set(scenario.sites))
    expect(frames.every(({ boot }) => boot === `${name}-3`)).toBe(true)
  })

  it('plays into its first fault, twice to the same bytes', { timeout: 30_000 }, () => {
    const whole = optionsFor(scenario, sites, 3)
    const [first] = whole.faults(whole.from, whole.to)
    const until = first ? (first.onset - whole.from) / hours(1) + 0.5 : 1
    const options = { ...optionsFor(scenario, sites, 3, until), sampleEverySeconds: 300 }
    const [one, other] = [1, 2].map(() => {
      const world = createWorld(options)
      const text = [...framesOf(world, options)].map((frame) => JSON.stringify(frame)).join('\n')
      return { text, labels: world.labels() }
    })
    expect(one?.text === other?.text).toBe(true)
    expect(one?.text.length).toBeGreaterThan(1_000)
    if (first) expect(one?.labels.map(({ kind }) => kind)).toContain(first.kind)
  })

  it('has its faults within its hours', () => {
    const options = optionsFor(scenario, sites, 3)
    const faults = options.faults(options.from, options.to)
    expect(faults.length > 0).toBe(name !== 'everyday')
    if (name === 'demo') return
    for (const { end } of faults) expect(end).toBeLessThanOrEqual(options.to)
  })
})

it('there are enough of them', () => {
  expect(scenarioNames().length).toBeGreaterThanOrEqual(20)
})

describe('what npm start plays', () => {
  const now = monday + hours(13.37)
  const faults = demoFaults(now)

  it('has a few resolved faults in the two weeks before, and one still open', () => {
    const before = faults(now - days(14), now)
    const open = before.filter(({ end }) => end > now)
    expect(open.map(({ onset }) => now - onset)).toEqual([expect.closeTo(hours(2.5), -6)])
    expect(before.length - open.length).toBeGreaterThanOrEqual(3)
    expect(before.length - open.length).toBeLessThanOrEqual(6)
    expect(new Set(before.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3)
  })

  it('shows the first fault within twenty seconds', () => {
    const { sites } = loadScenario('demo')
    const world = createWorld({
      sites,
      seed: 1,
      boot: 'b',
      from: now,
      frameEverySeconds: 10,
      faults,
    })
    const flows = world
      .framesUntil(now + seconds(20))
      .filter(({ cell }) => cell === 'hub-north')
      .map(({ readings }) => readings[0]?.value ?? 0)
    expect(flows.at(-1)).toBeLessThan(0.3 * (flows[0] ?? 0))
  })

  it('goes on every quarter of an hour for ever, in both feeds', () => {
    for (const start of [now, now + days(400)]) {
      const live = faults(start + minutes(5), start + hours(8))
      expect(live.length).toBeGreaterThanOrEqual(30)
      expect(new Set(live.map(({ site }) => site))).toEqual(new Set(['habitat', 'basin']))
      const gaps = live.slice(1).map(({ onset }, index) => onset - (live[index]?.onset ?? 0))
      expect(Math.max(...gaps)).toBeLessThanOrEqual(minutes(17))
    }
  })

  it('is the same however it is asked for, and for a later start', () => {
    const asked = [0, 1, 2, 3].flatMap((hour) => faults(now + hours(hour), now + hours(hour + 1)))
    expect(asked).toEqual(faults(now, now + hours(4)))
    const later = demoFaults(now + hours(1))
    const common = [now + hours(2), now + hours(3)] as const
    expect(later(...common)).toEqual(faults(...common))
  })
})
