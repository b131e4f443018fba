import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { withBuildLock } from './build-lock.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '..')
const out = join(here, 'out')
const stamp = join(out, 'build-stamp.txt')

const sources = [
  'dashboard/*.{ts,mjs,json}',
  'dashboard/*/**/*.{ts,tsx,css,svg}',
  'functions/{domain,api-client}/**/*.ts',
  'package.json',
]

/** Everything the pages are made of; the versions of packages come in through their manifests. */
function hashSources() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0])
  const ignored = /^dashboard\/(out|\.next|node_modules)\/|next-env\.d\.ts$/
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root }))
  for (const file of files.map((name) => name.replaceAll('\\', '/')).sort()) {
    if (ignored.test(file)) continue
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function isFresh(hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/**
 * Builds dashboard/out unless it was built from these very sources.
 * @param {{ onProgress?: (line: string) => void }} [options]
 * @returns {Promise<{ built: boolean, folder: string }>}
 */
export async function buildDashboard({ onProgress = () => {} } = {}) {
  if (isFresh(hashSources())) return { built: false, folder: out }
  return withBuildLock(join(here, '.next', 'cache', 'hyphae-build-lock'), onProgress, async () => {
    const hash = hashSources()
    // Whoever held the lock may have built what this call came for.
    if (isFresh(hash)) return { built: false, folder: out }
    onProgress('Building the dashboard, once; it takes about half a minute.')
    await runNextBuild(onProgress)
    writeFileSync(stamp, hash)
    return { built: true, folder: out }
  })
}

async function runNextBuild(onProgress) {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build', here], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = []
  const note = (chunk) => {
    for (const line of String(chunk).split('\n').filter(Boolean)) {
      lines.push(line)
      onProgress(line)
    }
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done))
  if (code !== 0)
    throw new Error(
      `next build ended with code ${code}; correct what it names and try again:\n${lines.slice(-30).join('\n')}`,
    )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { built, folder } = await buildDashboard({ onProgress: (line) => console.log(line) })
  const where = relative(process.cwd(), folder)
  console.log(built ? `Built ${where}` : `${where} is up to date`)
}
