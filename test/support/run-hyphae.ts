import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const bin = fileURLToPath(new URL('../../simulators/replay/hyphae.mjs', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command as its user runs it, to its end. */
export async function runHyphae(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Finished> {
  const running = startHyphae(words, environment)
  return running.finished
}

export interface Running {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
  /** Resolves with the first line of output that holds the text. */
  line(text: string, milliseconds: number): Promise<string>
}

/** A command that stays; ended with the test, by its own handle. */
export function startHyphae(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Running {
  const child = spawn(process.execPath, [bin, ...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString()
  })
  const finished = new Promise<Finished>((resolve) => {
    child.on('exit', (code) => resolve({ code, ...output }))
  })
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGKILL')
    await finished
  })
  return { child, finished, line: (text, milliseconds) => waitForLine(output, text, milliseconds) }
}

async function waitForLine(
  output: { readonly stdout: string; readonly stderr: string },
  text: string,
  milliseconds: number,
) {
  const deadline = performance.now() + milliseconds
  for (;;) {
    const found = output.stdout.split('\n').find((line) => line.includes(text))
    if (found !== undefined) return found
    if (performance.now() > deadline)
      throw new Error(
        `No line with "${text}" within ${milliseconds} ms; it said ${output.stdout}${output.stderr}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export function originIn(line: string): string {
  const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
  if (!origin) throw new Error(`No address in "${line}".`)
  return origin
}
