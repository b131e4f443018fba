/** A line of a trace that cannot be used, with what to do about it. */
export class TraceError extends Error {
  constructor(path: string, line: number, problem: string, options?: ErrorOptions) {
    super(`${path}:${line}: ${problem}`, options)
    this.name = 'TraceError'
  }
}
