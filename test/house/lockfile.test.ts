import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
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

it('asks for what package.json asks for, or npm ci refuses it', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(lock.packages['']).toMatchObject({ dependencies, devDependencies })
  expect(Object.keys(lock.packages['']?.dependencies ?? {})).toEqual(Object.keys(dependencies))
})

it('names no registry', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"')
})
