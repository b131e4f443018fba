import { createReadStream } from 'node:fs'

const newline = 10

export interface Line {
  readonly text: string
  /** Where the next line begins, in bytes. */
  readonly end: number
}

/** The whole lines of a file from a byte on; what follows the last newline is left out. */
export async function* readLines(path: string, from = 0): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0)
  let end = from
  for await (const chunk of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk])
    let start = 0
    for (let stop = rest.indexOf(newline); stop >= 0; stop = rest.indexOf(newline, start)) {
      end += stop + 1 - start
      yield { text: rest.toString('utf8', start, stop), end }
      start = stop + 1
    }
    rest = rest.subarray(start)
  }
}
