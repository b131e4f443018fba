export class PatternError extends Error {
  constructor(path: readonly string[], trouble: string) {
    super(`The event pattern at ${path.join('.') || 'its top'} ${trouble}.`)
    this.name = 'PatternError'
  }
}
