import { randomUUID } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { HomeError } from './home-error.ts'
import { announceInstance, findInstance, forgetInstance, withdrawInstance } from './instance.ts'

const layout = 1
const Marker = z.object({
  hyphae: z.literal('home'),
  layout: z.number().int(),
  createdAt: z.string(),
  /** The history that a first start makes: an interrupted one is made again, to the same end. */
  history: z.object({ until: z.number().int(), complete: z.boolean() }).optional(),
})
type Marker = z.infer<typeof Marker>

/** The data folder: what is in it, and who is using it. */
export interface Home {
  readonly folder: string
  readonly marker: Marker
  /** What this process is called wherever it must be told from others. */
  readonly instance: string
  /** Says in the folder where this process can be reached. */
  announce(origin: string): void
  rememberHistory(history: NonNullable<Marker['history']>): void
  release(): void
}

export function homeFolder(): string {
  return resolve(process.env['HYPHAE_HOME'] || '.hyphae')
}

export async function openHome(folder: string): Promise<Home> {
  makeWritable(folder)
  const running = await findInstance(folder)
  if (running)
    throw new HomeError(
      `Hyphae is running already at ${running.origin} (process ${running.pid}) with the data in ${folder}; stop it, or set HYPHAE_HOME to another folder.`,
    )
  forgetInstance(folder)
  const instance = randomUUID()
  const markerFile = join(folder, 'home.json')
  let marker = readMarker(folder, markerFile)
  refuseLostStore(folder, marker)
  const write = (next: Marker) => {
    marker = next
    // Renamed into place: a kill leaves the old marker or the new one.
    writeFileSync(`${markerFile}.new`, JSON.stringify(marker))
    renameSync(`${markerFile}.new`, markerFile)
  }
  write(marker)
  return {
    folder,
    instance,
    get marker() {
      return marker
    },
    announce: (origin) => announceInstance(folder, { pid: process.pid, origin, id: instance }),
    rememberHistory: (history) => write({ ...marker, history }),
    release: () => withdrawInstance(folder, instance),
  }
}

/** Step by step: where nothing can be made, as below /proc, Node's own recursion never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function makeWritable(folder: string): void {
  try {
    makeFolder(folder)
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
    accessSync(folder, constants.W_OK)
    writeFileSync(join(folder, '.writable'), '')
    rmSync(join(folder, '.writable'))
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new HomeError(
      `The data folder ${folder} cannot be written (${why}); give write permission, or set HYPHAE_HOME to another folder.`,
      { cause },
    )
  }
}

function readMarker(folder: string, file: string): Marker {
  if (!existsSync(file)) {
    if (existsSync(join(folder, 'store')))
      throw corrupt(folder, 'home.json is missing beside a store')
    return { hyphae: 'home', layout, createdAt: new Date().toISOString() }
  }
  const parsed = Marker.safeParse(readJson(folder, file))
  if (!parsed.success) throw corrupt(folder, `${file} does not say what it should`)
  if (parsed.data.layout !== layout)
    throw new HomeError(
      `The data in ${folder} is of layout ${parsed.data.layout}, this Hyphae knows ${layout}; run the version that wrote it, or set HYPHAE_HOME to another folder.`,
    )
  return parsed.data
}

export function corrupt(folder: string, what: string, cause?: unknown): HomeError {
  return new HomeError(
    `The data in ${folder} is damaged: ${what.replaceAll(/\s+/g, ' ')}. Move the folder away to start afresh, or restore it from a copy.`,
    { cause },
  )
}

function readJson(folder: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw corrupt(
      folder,
      `${file} cannot be read (${cause instanceof Error ? cause.message : cause})`,
      cause,
    )
  }
}

/** Made after the store, and of no use without it. */
const madeLater = ['stream', 'positions', 'accepted.json', 'calls', 'failures', 'store-mark']

/** An empty store would be made in its place, and nobody would know. */
function refuseLostStore(folder: string, marker: Marker): void {
  if (existsSync(join(folder, 'store', 'CURRENT'))) return
  const later = madeLater.find((name) => existsSync(join(folder, name)))
  const witness = later ?? (marker.history ? 'home.json' : undefined)
  if (witness)
    throw corrupt(folder, `${join(folder, 'store')} is gone or empty, though ${witness} is there`)
}
