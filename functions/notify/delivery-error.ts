export class DeliveryError extends Error {
  constructor(url: string, status: number, incident: string) {
    super(
      `The webhook at ${new URL(url).host} answered ${status} for ${incident}; it is tried again, check WEBHOOK_URL.`,
    )
    this.name = 'DeliveryError'
  }
}
