// npm links the commands of dependencies, not a package's own: this makes `npx hyphae` work in a clone.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url))
mkdirSync(bin, { recursive: true })
rmSync(`${bin}hyphae`, { force: true })
symlinkSync('../../simulators/replay/hyphae.mjs', `${bin}hyphae`)
