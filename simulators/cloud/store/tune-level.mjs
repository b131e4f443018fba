import { createRequire } from 'node:module'

/**
 * Dynalite hands no settings on to LevelDB, so they are given where it finds its Level; import this before dynalite.
 * What is written over again and again, as tiles and checkpoints are, ends in a larger buffer instead of in a file: a
 * fleet's two hours take a fifth of the disk. And each open file counts as memory, for it is mapped.
 */
const settings = { writeBufferSize: 32 * 2 ** 20, maxOpenFiles: 100 }

const ofDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'))
const found = ofDynalite('level')
if (typeof found.Level !== 'function')
  throw new Error('dynalite no longer stores by "level"; give the settings of tune-level.mjs anew.')

class TunedLevel extends found.Level {
  constructor(path, options) {
    super(path, { ...options, ...settings })
  }
}
ofDynalite.cache[ofDynalite.resolve('level')].exports = { ...found, Level: TunedLevel }
