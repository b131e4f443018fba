import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
)

it('names the binaries of every platform, or npm ci refuses the lockfile', () => {
  // npm leaves out what the registry at hand does not hold, without a word.
  const missing = Object.values(lock.packages)
    .flatMap((locked) => Object.keys(locked.optionalDependencies ?? {}))
    .filter((name) => !Object.keys(lock.packages).some((path) => path.endsWith(`/${name}`)))
  expect(missing).toEqual([])
})

it('names no registry', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"')
})
