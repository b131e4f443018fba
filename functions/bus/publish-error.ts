/** What a bus would not take. `failed` is how many events of the call stay unpublished. */
export class PublishError extends Error {
  readonly failed: number

  constructor(bus: string, failed: number, reason: string, options?: ErrorOptions) {
    super(
      `Bus "${bus}" refused ${failed} ${failed === 1 ? 'event' : 'events'}: ${reason}. Correct them; sending the same again will not help.`,
      options,
    )
    this.name = 'PublishError'
    this.failed = failed
  }
}
