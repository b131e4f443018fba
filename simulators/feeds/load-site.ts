import { readFileSync } from 'node:fs'
import { resolveSite } from '#domain/resolve-site.ts'
import { Site } from '#domain/site.ts'
import { readYaml, type YamlProblem } from './read-yaml.ts'

export type ParsedSite =
  | { readonly kind: 'site'; readonly site: Site }
  | { readonly kind: 'refused'; readonly problems: readonly YamlProblem[] }

/** A site file as a person wrote it, checked as far as it can be checked. */
export function parseSiteYaml(text: string, fileName: string): ParsedSite {
  const read = readYaml(Site, text)
  if (read.kind === 'refused') return inFile(read.problems, fileName)
  const resolved = resolveSite(read.value)
  if (resolved.kind === 'resolved') return { kind: 'site', site: resolved.site }
  const problems = resolved.problems.map(({ path, message }) => ({
    line: read.lineOf(path),
    message,
  }))
  return inFile(problems, fileName)
}

function inFile(problems: readonly YamlProblem[], fileName: string): ParsedSite {
  return {
    kind: 'refused',
    problems: problems.map(({ line, message }) => ({
      line,
      message: `${fileName}:${line}: ${message}`,
    })),
  }
}

/** The sites that come with Hyphae. */
export const siteNames = ['habitat', 'basin'] as const

export function loadSite(name: string): Site {
  const url = new URL(`./sites/${name}.yaml`, import.meta.url)
  return loadSiteFile(readFileSync(url, 'utf8'), `${name}.yaml`)
}

/** A site that is needed to go on: what is wrong with it is thrown. */
export function loadSiteFile(text: string, fileName: string): Site {
  const parsed = parseSiteYaml(text, fileName)
  if (parsed.kind === 'site') return parsed.site
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
}
