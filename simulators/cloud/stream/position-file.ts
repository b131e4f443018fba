import { existsSync, readFileSync } from 'node:fs'
import { replaceFile } from '../replace-file.ts'

/** Up to which record a consumer is done. */
export function readPosition(file: string): number {
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  const position = Number(text)
  if (!Number.isSafeInteger(position) || text.trim() === '')
    throw new Error(
      `${file} should hold a number and holds "${text.slice(0, 40)}"; delete the data folder or restore it.`,
    )
  return position
}

export function savePosition(file: string, position: number): Promise<void> {
  return replaceFile(file, String(position))
}
