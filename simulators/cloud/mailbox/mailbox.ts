import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Letter } from '#domain/notify/letter.ts'
import { replaceFile } from '../replace-file.ts'

/** What was sent, a file a letter: another process may put some there as well. */
export interface MailboxFolder {
  put(letter: Omit<Letter, 'id'>): Promise<Letter>
  /** Newest first. */
  read(most: number): Promise<Letter[]>
}

const mostKept = 500

export function openMailbox(home: string): MailboxFolder {
  const folder = join(home, 'mailbox')
  return {
    async put(letter) {
      const id = `${String(letter.at).padStart(14, '0')}-${randomUUID()}`
      await replaceFile(join(folder, `${id}.json`), JSON.stringify({ id, ...letter }))
      for (const name of (await namesIn(folder)).slice(mostKept))
        await rm(join(folder, name), { force: true })
      return { id, ...letter }
    },
    async read(most) {
      const names = (await namesIn(folder)).slice(0, most)
      const letters = await Promise.all(names.map((name) => readLetter(join(folder, name))))
      return letters.flatMap((letter) => letter ?? [])
    },
  }
}

/** Newest first. */
async function namesIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  return (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .toReversed()
}

/** Undefined where it was taken away meanwhile, or somebody else wrote it. */
async function readLetter(file: string): Promise<Letter | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  try {
    return Letter.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
