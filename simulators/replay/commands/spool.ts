import { join } from 'node:path'
import type { Bus } from '#bus/bus.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import type { GatewayOf } from '#simulators/feeds/publish-frames.ts'
import {
  type Behind,
  openSpoolingPublisher,
  type SpoolingPublisher,
} from '#simulators/feeds/spool/spooling-publisher.ts'
import { counted } from '#simulators/replay/counted.ts'

/** Days of a small site's frames. */
const largestBytes = 256 * 1024 * 1024
const patienceMilliseconds = 60_000

export interface Spooled {
  /** Frames that the bus would not take. */
  readonly refused: number
  /** Frames that wait on disk for the bus; the same command sends them first. */
  readonly buffered: number
}

/** One file for what makes the same frames, so that whoever starts again goes on with it. */
export function openSpool(bus: Bus, gatewayOf: GatewayOf, name: string): SpoolingPublisher {
  const [bare = ''] = bus.name.split('/').slice(-1)
  return openSpoolingPublisher(bus, gatewayOf, {
    file: join(homeFolder(), 'spool', `${bare}-${name}.ndjson`),
    largestBytes,
    patienceMilliseconds,
    now: () => performance.now(),
    random: Math.random,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onBehind: (behind) => void process.stderr.write(`${inWords(behind)}\n`),
  })
}

export function spooledAtEnd(publisher: SpoolingPublisher): Spooled {
  const buffered = publisher.behind()?.frames ?? 0
  publisher.close()
  return { refused: publisher.refused(), buffered }
}

function inWords({ frames, milliseconds, dropped, file }: Behind): string {
  const full = dropped > 0 ? `; it is full, ${counted(dropped, 'newer frame')} dropped` : ''
  return `bus away, ${frames.toLocaleString('en-US')} ${frames === 1 ? 'frame' : 'frames'} (${timeText(milliseconds)}) buffered in ${file}${full}`
}

function timeText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
