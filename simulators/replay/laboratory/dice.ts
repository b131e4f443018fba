/** A draw of places and sizes that depends on nothing but its seed. */
export interface Dice {
  between(low: number, high: number): number
  pick<Item>(items: readonly Item[]): Item | undefined
}
