import * as z from 'zod'
import { Frame, maximumReadingsPerFrame, ReportedReading } from '#domain/frame.ts'
import { Site } from '#domain/site.ts'
import { PolicyFile } from '#simulators/feeds/load-policies.ts'
import { Scenario } from '#simulators/feeds/scenario/scenario.ts'
import { TraceHeader } from './trace/trace-header.ts'

/** A frame as a publisher should send it; the pipeline takes more and judges each reading itself. */
const PublishedFrame = Frame.extend({
  readings: z.array(ReportedReading).max(maximumReadingsPerFrame),
})

const published = {
  site: { schema: Site, title: 'Hyphae site file' },
  policy: { schema: PolicyFile, title: 'Hyphae policy file' },
  frame: { schema: PublishedFrame, title: 'Hyphae frame: the readings of one cell' },
  scenario: { schema: Scenario, title: 'Hyphae scenario file' },
  trace: { schema: TraceHeader, title: 'Hyphae trace: its first line; the others are frames' },
}

/** The JSON Schemas that editors and other programs use, by file name. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(published).map(([name, { schema, title }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' })
      const content = { $schema, $id: `urn:hyphae:schema:${name}:1`, title, ...rest }
      return [`${name}.schema.json`, `${JSON.stringify(content, null, 2)}\n`]
    }),
  )
}
