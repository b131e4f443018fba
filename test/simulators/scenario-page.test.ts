import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { framesOf } from '#simulators/feeds/generate-frames.ts'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { openPicture } from '#simulators/replay/picture/open-picture.ts'
import { describeScenarios } from '#simulators/replay/scenario-page.ts'

const docs = new URL('../../docs/', import.meta.url)
/** The formatter pads tables. */
const words = (text: string) => text.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ')

function draw(name: string, hours?: number): string {
  const { scenario, sites } = loadScenario(name)
  const options = optionsFor(scenario, sites, 1, hours)
  const picture = openPicture(scenario.about, options)
  for (const frame of framesOf(createWorld(options), options)) picture.add(frame)
  return picture.draw()
}

describe('the page of scenarios', () => {
  it('says what the scenario files say; if not, run npm run scenarios', () => {
    const page = readFileSync(new URL('scenarios.md', docs), 'utf8')
    expect(words(page)).toBe(words(describeScenarios()))
  })

  // A fortnight of both sites, person by person, takes seconds, and longer where others share the machine.
  it.each(scenarioNames())('shows %s as it is played', { timeout: 30_000 }, (name) => {
    const file = new URL(`pictures/scenarios/${name}.svg`, docs)
    // Not as a diff: it would be a page of numbers.
    expect(readFileSync(file, 'utf8') === draw(name), `npm run scenarios draws ${name} anew`).toBe(
      true,
    )
  })
})

describe('a picture', () => {
  it('names its faults in its description and shades them where they are', () => {
    const svg = draw('hub-failure', 12)
    expect(svg).toContain('Shaded: hub-failure from 2026-03-02 06:30 UTC to 2026-03-02 08:30 UTC.')
    const shades = [...svg.matchAll(/class="fault" x="([\d.]+)"[^>]*width="([\d.]+)"/g)]
    expect(shades.length).toBeGreaterThan(3)
    const [, x, width] = shades[0] ?? []
    // 868 pixels for twelve hours, from 76 on.
    expect(Number(x)).toBeCloseTo(76 + (6.5 / 12) * 868, 0)
    expect(Number(width)).toBeCloseTo((2 / 12) * 868, 0)
  })

  it('leaves a gap where nothing was read', () => {
    const runs = (svg: string) => svg.match(/class="course"/g)?.length ?? 0
    const rows = (svg: string) => svg.match(/class="field"/g)?.length ?? 0
    const silent = draw('city-outage', 12)
    expect(runs(silent)).toBe(2 * rows(silent))
    const ordinary = draw('everyday', 12)
    expect(runs(ordinary)).toBe(rows(ordinary))
  })

  it('shows somebody who has no part in it', () => {
    const svg = draw('spike', 6)
    const [, last = ''] = /Courses of ([^.]*)\./.exec(svg) ?? []
    expect(last.split(', ').at(-1)).toBe('Moss Gallery Carbon dioxide')
  })

  it('shades ordinary trouble otherwise, and says when nothing is wrong', () => {
    expect(draw('holiday-week', 60)).toContain('class="ordinary"')
    expect(draw('everyday', 6)).toContain('Nothing is wrong.')
  })
})
