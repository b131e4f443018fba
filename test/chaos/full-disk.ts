import files, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Random } from './random.ts'

export interface FillingDisk {
  beginToFill(): void
  /** Writes that found it full. */
  count(): number
}

/** Some writes of this process put half of their text on the disk and find it full; the next ones find room again. */
export async function openFillingDisk(random: Random, share: number): Promise<FillingDisk> {
  let [count, filling] = [0, false]
  const isFull = () => {
    const full = filling && random.chance(share)
    if (full) count += 1
    return full
  }
  fillFiles(isFull)
  await fillHandles(isFull)
  return {
    count: () => count,
    beginToFill() {
      filling = true
    },
  }
}

function fillFiles(isFull: () => boolean): void {
  const writeFile = files.writeFile
  files.writeFile = async (file, data, options) => {
    if (!isFull()) return writeFile(file, data, options)
    await writeFile(file, half(data), options)
    throw noSpace()
  }
  syncBuiltinESMExports()
}

/** What all handles share has no name; any one of them leads to it. */
async function fillHandles(isFull: () => boolean): Promise<void> {
  const path = join(tmpdir(), `.hyphae-chaos-${process.pid}`)
  const handle = await files.open(path, 'a')
  const shared = Object.getPrototypeOf(handle) as FileHandle
  const { appendFile } = shared
  shared.appendFile = async function (this: FileHandle, data, options) {
    if (!isFull()) return appendFile.call(this, data, options)
    await appendFile.call(this, half(data), options)
    throw noSpace()
  }
  await handle.close()
  await files.rm(path)
}

function half(data: unknown): string {
  const text = String(data)
  return text.slice(0, text.length / 2)
}

function noSpace(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
}
