/** What keeps Hyphae from starting, in one line with the remedy. */
export class HomeError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HomeError'
  }
}
