export interface Line {
  readonly number: number
  readonly text: string
  /** False for a last line that no line break ends, which may have been cut off. */
  readonly ended: boolean
}

/** Lines of a stream of bytes, one at a time. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let number = 0
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      number += 1
      yield { number, text, ended: true }
    }
  }
  rest += decoder.decode()
  if (rest !== '') yield { number: number + 1, text: rest, ended: false }
}
