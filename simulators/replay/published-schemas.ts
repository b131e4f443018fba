import * as z from 'zod'
import { Frame, maximumReadingsPerFrame, ReportedReading } from '#domain/frame.ts'
import { maximumReportsPerBatch, ReportBatch } from '#domain/people/report-batch.ts'
import { SelfReport } from '#domain/people/self-report.ts'
import { Site } from '#domain/site.ts'
import { PolicyFile } from '#simulators/feeds/load-policies.ts'
import { RoutingFile } from '#simulators/feeds/load-routing.ts'
import { Scenario } from '#simulators/feeds/scenario/scenario.ts'
import { TraceHeader } from './trace/trace-header.ts'

/** A frame as a publisher should send it; the pipeline takes more and judges each reading itself. */
const PublishedFrame = Frame.extend({
  readings: z.array(ReportedReading).max(maximumReadingsPerFrame),
})

/** Self-reports as a collector should send them. */
const PublishedBatch = ReportBatch.extend({
  reports: z.array(SelfReport).max(maximumReportsPerBatch),
})

const published = {
  site: { schema: Site, title: 'Hyphae site file' },
  policy: { schema: PolicyFile, title: 'Hyphae policy file' },
  routing: { schema: RoutingFile, title: 'Hyphae routing file: who is told of what, when' },
  frame: { schema: PublishedFrame, title: 'Hyphae frame: the readings of one cell' },
  'report-batch': {
    schema: PublishedBatch,
    title: 'Hyphae self-reports: what people of one cell said of themselves',
  },
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
