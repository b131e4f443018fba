const longest = 300

/** A line of a trace that cannot be used, with what to do about it. */
export class TraceError extends Error {
  constructor(path: string, line: number, problem: string, options?: ErrorOptions) {
    const short = problem.length > longest ? `${problem.slice(0, longest)}…` : problem
    super(`${path}:${line}: ${short}`, options)
    this.name = 'TraceError'
  }
}
