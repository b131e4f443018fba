import { mkdirSync, writeFileSync } from 'node:fs'
import { publishedSchemas } from './published-schemas.ts'

const folder = new URL('../../docs/schemas/', import.meta.url)

mkdirSync(folder, { recursive: true })
for (const [file, text] of publishedSchemas()) writeFileSync(new URL(file, folder), text)
