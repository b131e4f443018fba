import { formatDuration, formatValue } from '#domain/words.ts'
import type { Verdict } from './verdict.ts'

interface Shown {
  readonly resolution: number
  readonly unit: string
}

/** "Taught by Ada on 3 March: up to 48 mg/L is expected at 02:00–06:00 UTC, until 1 June." */
export function describeVerdict({ verdict, by, at, like, state }: Verdict, shown: Shown): string {
  const taught = `${like ? 'Taught' : 'Said'} by ${by} on ${formatDay(at)}`
  const said = like ? likeWords(verdict, like, shown) : verdict
  const untaught =
    state.status === 'taken-back' ? ` Taken back by ${state.by} on ${formatDay(state.at)}.` : ''
  return `${taught}: ${said}.${untaught}`
}

function likeWords(
  verdict: Verdict['verdict'],
  { direction, bound, hours, until }: NonNullable<Verdict['like']>,
  { resolution, unit }: Shown,
): string {
  const isLength = direction === 'longer'
  const value = isLength ? formatDuration(bound) : formatValue(bound, resolution, unit)
  const time = hours ? ` at ${clock(hours.from)}–${clock(hours.to)} UTC` : ' at any time'
  const end = `, until ${formatDay(until)}`
  if (isLength && verdict === 'real')
    return `as long as ${value} is real${time} and told as before${end}`
  if (verdict === 'expected')
    return `${direction === 'below' ? 'down' : 'up'} to ${value} is expected${time}${end}`
  const side = direction === 'above' ? 'unusually high' : 'unusually low'
  return `${side} values are real${time} and told sooner${end}`
}

function clock(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

function formatDay(at: number): string {
  return day.format(at)
}
