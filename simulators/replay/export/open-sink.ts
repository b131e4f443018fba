import { once } from 'node:events'
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '#simulators/replay/cli-error.ts'

/** Where exported text goes. */
export interface Sink {
  take(text: string): Promise<void>
  /** Everything has been taken. */
  end(): Promise<void>
}

/** Only the hash is wanted. */
export const noSink: Sink = { take: async () => {}, end: async () => {} }

/** The file gets its name when it is whole: an export that fails leaves no half file behind. */
export async function openFileSink(path: string): Promise<Sink> {
  if (path === '' || statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`"${path}" is no file to write; name one such as all.ndjson.`, 2)
  mkdirSync(dirname(path), { recursive: true })
  const partial = `${path}.partial`
  const file = await open(partial, 'w')
  return {
    take: (text) => file.writeFile(text),
    async end() {
      await file.close()
      renameSync(partial, path)
    },
  }
}

export function openOutputSink(output: NodeJS.WriteStream): Sink {
  let fault: Error | undefined
  output.on('error', (error) => {
    fault = error
  })
  return {
    async take(text) {
      const taken = output.write(text)
      if (!taken && !fault) await Promise.race([once(output, 'drain'), once(output, 'close')])
      if (fault) throw new CliError(`Whoever read the export has gone (${fault.message}).`)
    },
    end: async () => {},
  }
}
