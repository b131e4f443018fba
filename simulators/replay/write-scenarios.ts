import { mkdirSync, writeFileSync } from 'node:fs'
import { framesOf } from '#simulators/feeds/generate-frames.ts'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { openPicture } from './picture/open-picture.ts'
import { describeScenarios } from './scenario-page.ts'

/** `npm run scenarios`: the page of all scenarios with a picture each, from what they are. */
const docs = new URL('../../docs/', import.meta.url)
const pictures = new URL('pictures/scenarios/', docs)

mkdirSync(pictures, { recursive: true })
for (const name of scenarioNames()) {
  const { scenario, sites } = loadScenario(name)
  const options = optionsFor(scenario, sites, 1)
  const picture = openPicture(scenario.about, options)
  for (const frame of framesOf(createWorld(options), options)) picture.add(frame)
  writeFileSync(new URL(`${name}.svg`, pictures), picture.draw())
  process.stderr.write(`${name}\n`)
}
writeFileSync(new URL('scenarios.md', docs), describeScenarios())
