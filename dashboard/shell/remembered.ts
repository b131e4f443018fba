type Remembered = 'name' | 'theme' | 'zone' | 'keys'

/** Kept on this device only; a browser that forbids it still shows everything. */
export function recall(what: Remembered): string | null {
  try {
    return localStorage.getItem(`hyphae.${what}`)
  } catch {
    return null
  }
}

export function remember(what: Remembered, value: string) {
  try {
    localStorage.setItem(`hyphae.${what}`, value)
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
