/** Light and CO2 have no part in how people and controller answer one another, nor has the counter's reference. */
export const inTheLoop: ReadonlySet<string> = new Set([
  'air-temperature',
  'humidity',
  'spore-density',
  'temperature-setpoint',
  'conditioning-power',
  'mood-valence',
  'mood-arousal',
  'mood-variety',
  'mood-agreement',
  'mood-division',
])

/** People breathe: where they are is felt in the air as well. */
export const withPeople: ReadonlySet<string> = new Set([...inTheLoop, 'co2'])

/** Air, walls and tempers take half a day to calm down. */
export const loopSettlingMilliseconds = 12 * 3_600_000
