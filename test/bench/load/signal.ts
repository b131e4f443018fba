import { hashOf } from './hash-of.ts'

const faultEverySeconds = 300
const faultSeconds = 20

/** A daily wave with noise at two decimals; each cell's first sensor jumps for a while now and then. */
export function signalAt(cell: number, sensor: number, at: number): number {
  const second = Math.floor(at / 1_000)
  const wave = Math.sin((second / 86_400) * 2 * Math.PI + sensor)
  const noise = hashOf(cell, sensor, second) - 0.5
  const jump = sensor === 0 && isFaulty(cell, second) ? 200 : 0
  return Math.round((300 + 20 * wave + noise + jump) * 100) / 100
}

/** The cells take turns. */
function isFaulty(cell: number, second: number): boolean {
  return (second + cell * 7) % faultEverySeconds < faultSeconds
}
