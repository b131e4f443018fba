/** A place in a CSV file that cannot be read, with what to do about it. */
export class CsvError extends Error {
  constructor(path: string, line: number, problem: string, options?: ErrorOptions) {
    super(`${path}:${line}: ${problem}`, options)
    this.name = 'CsvError'
  }
}
