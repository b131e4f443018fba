import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { publishedSchemas } from '#simulators/replay/published-schemas.ts'

const schemas = publishedSchemas()

describe('the published JSON Schemas', () => {
  it('are those of this code; if not, run npm run schemas', () => {
    expect(readdirSync('docs/schemas').toSorted()).toEqual([...schemas.keys()].toSorted())
    for (const [file, text] of schemas) {
      const published = JSON.parse(readFileSync(`docs/schemas/${file}`, 'utf8'))
      expect(published, file).toEqual(JSON.parse(text))
    }
  })

  it('allow what a writer may leave out', () => {
    const site = JSON.parse(schemas.get('site.schema.json') ?? '{}')
    expect(site.required).toEqual(['schemaVersion', 'site', 'name', 'cells'])
  })
})
