export class PublishError extends Error {
  constructor(
    bus: string,
    failed: number,
    sent: number,
    code: string | undefined,
    message: string | undefined,
  ) {
    super(
      `Bus "${bus}" refused ${failed} of ${sent} events: ${code ?? 'no code'}, ${message ?? 'no message'}.`,
    )
    this.name = 'PublishError'
  }
}
