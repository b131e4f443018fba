export class DeliveryError extends Error {
  constructor(receiver: string, answer: string, attempts: number) {
    super(
      `Receiver "${receiver}" did not take a message in attempt ${attempts}: ${answer}. It is tried again; hyphae routing show says where it goes.`,
    )
    this.name = 'DeliveryError'
  }
}
