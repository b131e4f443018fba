import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { HomeError } from './home-error.ts'

const Instance = z.object({
  pid: z.number().int(),
  origin: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/),
  id: z.string().min(1),
})
/** A process that uses a data folder, and where it can be reached. */
export type Instance = z.infer<typeof Instance>

/** Where a running Hyphae says which one it is. */
export const instancePath = '/cloud/instance'
const longestMilliseconds = 1_000

/** The Hyphae that is using the folder: it is asked, for after a kill its pid or its port may be another's. */
export async function findInstance(folder: string): Promise<Instance | undefined> {
  const noted = readInstance(folder)
  if (!noted) return undefined
  const answer = await whoIsAt(noted.origin)
  const isThere = answer === 'silent' ? isAnotherProcess(noted.pid) : answer.id === noted.id
  return isThere ? noted : undefined
}

/** Written by whoever found nobody; of two that start at once the second is refused. */
export function announceInstance(folder: string, instance: Instance): void {
  const file = instanceFile(folder)
  try {
    writeFileSync(file, JSON.stringify(instance), { flag: 'wx' })
  } catch (cause) {
    if (!isCode(cause, 'EEXIST')) throw cause
    throw new HomeError(
      `Another Hyphae has just started with the data in ${folder}; stop it, or set HYPHAE_HOME to another folder.`,
      { cause },
    )
  }
}

/** Takes away what a killed process left; nothing in it is needed. */
export function forgetInstance(folder: string): void {
  const file = instanceFile(folder)
  try {
    rmSync(file, { force: true })
  } catch (cause) {
    throw new HomeError(
      `${file} is no file (${cause instanceof Error ? cause.message : cause}); delete it, nothing in it is needed.`,
      { cause },
    )
  }
}

export function withdrawInstance(folder: string, id: string): void {
  if (readInstance(folder)?.id === id) forgetInstance(folder)
}

/** What cannot be read was cut short by a kill, or is not ours: then the store's own lock decides. */
function readInstance(folder: string): Instance | undefined {
  try {
    return Instance.safeParse(JSON.parse(readFileSync(instanceFile(folder), 'utf8'))).data
  } catch {
    return undefined
  }
}

function instanceFile(folder: string): string {
  return join(folder, 'instance.json')
}

/** `silent` is one that takes the call and says nothing, as a stopped or very busy process does. */
async function whoIsAt(origin: string): Promise<'silent' | { readonly id: unknown }> {
  try {
    const signal = AbortSignal.timeout(longestMilliseconds)
    const answer = await fetch(origin + instancePath, { signal, redirect: 'error' })
    const { id } = (await answer.json()) as { readonly id?: unknown }
    return { id }
  } catch (cause) {
    return cause instanceof Error && cause.name === 'TimeoutError' ? 'silent' : { id: undefined }
  }
}

function isAnotherProcess(pid: number): boolean {
  if (pid <= 1 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return isCode(cause, 'EPERM')
  }
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
