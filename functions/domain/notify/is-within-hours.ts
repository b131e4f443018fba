import { type Hours, weekdays } from './routing.ts'

/** Whether a moment falls into the hours, by the clock on the wall of their time zone. */
export function isWithinHours({ days, from, to, timeZone }: Hours, at: number): boolean {
  const { day, time } = wallClock(at, timeZone)
  const isOn = (index: number) => !days || days.some((name) => name === weekdays[(index + 7) % 7])
  // The whole day, where both ends are one.
  if (from === to) return isOn(day)
  if (from < to) return isOn(day) && from <= time && time < to
  return (isOn(day) && time >= from) || (isOn(day - 1) && time < to)
}

function wallClock(at: number, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const name = of('weekday').toLowerCase()
  return {
    day: (weekdays as readonly string[]).indexOf(name),
    time: `${of('hour')}:${of('minute')}`,
  }
}
