import { describe, expect, it } from 'vitest'
import { maximumReadingsPerFrame } from '#domain/frame.ts'
import { noFaults } from '#simulators/feeds/faults/schedule.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import {
  basin,
  days,
  habitat,
  hours,
  minutes,
  monday,
  only,
  record,
  seconds,
  seriesOf,
} from './recording.ts'

const live = { frameEverySeconds: 10, to: monday + minutes(10) }

describe('frames', () => {
  it('come in the order they are sent, each after its readings', () => {
    const frames = record(live)
    const sent = frames.map(({ sentAt }) => sentAt)
    expect(sent).toEqual(sent.toSorted((a, b) => a - b))
    for (const { sentAt, readings } of frames)
      for (const { at } of readings) {
        expect(at).toBeLessThan(sentAt)
        expect(sentAt - at).toBeLessThan(seconds(12))
      }
  })

  it('carry each sensor at its own interval', () => {
    const series = seriesOf(record(live))
    const beat = (key: string) => {
      const [first, second] = series.get(key) ?? []
      return ((second?.at ?? 0) - (first?.at ?? 0)) / 1_000
    }
    expect(beat('habitat.moss-gallery.co2')).toBe(10)
    expect(beat('basin.hub-north.flow-alder')).toBe(10)
    expect(beat('basin.alder-bed.ph')).toBe(60)
    expect(beat('habitat.moss-gallery.mood-valence')).toBe(300)
  })

  it('number readings from 0 for each sensor, and name themselves by boot, place and count', () => {
    const frames = record(live)
    for (const samples of seriesOf(frames).values())
      expect(samples.map(({ sequence }) => sequence)).toEqual(samples.map((_, index) => index))
    const names = frames.filter(({ cell }) => cell === 'hub-south').map(({ frame }) => frame)
    expect(names.slice(0, 2)).toEqual(['test-basin-hub-south-0', 'test-basin-hub-south-1'])
    expect(new Set(frames.map(({ frame }) => frame)).size).toBe(frames.length)
  })

  it('of a history hold an hour, and never more than a frame may', () => {
    const wide = {
      ...habitat,
      cells: habitat.cells.slice(0, 1).map((cell) => ({
        ...cell,
        sensors: Array.from({ length: 150 }, (_, index) => ({
          sensor: `co2-${index}`,
          metric: 'co2',
        })),
      })),
    }
    const history = { sampleEverySeconds: 300, frameEverySeconds: 3_600, to: monday + hours(3) }
    const frames = record({ ...history, sites: [wide] })
    const sizes = frames.map(({ readings }) => readings.length)
    expect(Math.max(...sizes)).toBe(maximumReadingsPerFrame)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(150 * 36)
  })

  it('split at any moment of a live world give what one that ran through gives', () => {
    const options = { sites: [habitat, basin], seed: 7, boot: 'test', faults: noFaults }
    const world = createWorld({ ...options, from: monday, frameEverySeconds: 10 })
    const pulled = []
    for (let time = monday; time < live.to; time += 1_700) pulled.push(...world.framesUntil(time))
    pulled.push(...world.closeAt(live.to))
    expect(pulled).toEqual(record(live))
  })

  it('of two worlds that follow one another neither overlap nor leave a gap', () => {
    const middle = monday + seconds(7_215)
    const sites = [only(habitat, 'moss-gallery')]
    const times = (from: number, to: number) =>
      [...(seriesOf(record({ sites, from, to })).get('habitat.moss-gallery.co2') ?? [])].map(
        (s) => s.at,
      )
    expect([...times(monday, middle), ...times(middle, monday + hours(3))]).toEqual(
      times(monday, monday + hours(3)),
    )
  })

  it('are cheap: two weeks of both sites in seconds', () => {
    const start = performance.now()
    const history = { sampleEverySeconds: 300, frameEverySeconds: 3_600, to: monday + days(14) }
    const readings = record(history).reduce((sum, frame) => sum + frame.readings.length, 0)
    const perSecond = (1_000 * readings) / (performance.now() - start)
    expect(readings).toBeGreaterThan(800_000)
    expect(perSecond).toBeGreaterThan(100_000)
  })
})
