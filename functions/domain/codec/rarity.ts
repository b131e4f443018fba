import type { DailyProfile } from '#domain/detect/daily-profile.ts'
import type { RarePeaks } from '#domain/detect/rare-peaks.ts'
import type { Rarity } from '#domain/detect/rarity-state.ts'
import { coarse } from '#domain/detect/rounded.ts'
import { noWeek, type WeeklyCourse } from '#domain/detect/weekly-course.ts'
import { type ByteReader, type ByteWriter, readBytes, writeBytes } from './bytes.ts'

/** Layout 1 knew no week, and had distances in singles. */
const [layout, withoutWeek] = [2, 1]

/**
 * What a sensor is remembered for in about half a kilobyte, bit for bit: it is computed in single precision, and what
 * three digits are plenty for in half of that.
 */
export function encodeRarity(state: Rarity): Uint8Array {
  const writer = writeBytes()
  writer.unsigned(layout)
  writer.unsigned(state.count)
  writer.unsigned(state.firstAt)
  writer.signed(state.lastAt - state.firstAt)
  writer.double(state.origin)
  for (const value of singlesOf(state)) writer.single(value)
  writer.unsigned((state.usesProfile ? 1 : 0) + (state.usesWeek ? 2 : 0))
  writer.unsigned(state.groundedAt)
  writer.signed(state.groundedTime - state.firstAt)
  writer.signed(state.aside)
  writer.unsigned(state.chances.length)
  for (const chance of state.chances) writer.single(chance)
  writeProfile(writer, state.profile)
  writeWeek(writer, state.week)
  writer.unsigned(state.sides.length)
  for (const side of state.sides) writePeaks(writer, side)
  return writer.finish()
}

export function decodeRarity(bytes: Uint8Array): Rarity {
  const reader = readBytes(bytes)
  const version = reader.unsigned()
  if (version !== layout && version !== withoutWeek)
    throw new Error(
      `A sensor's memory of layout ${version} is unknown here, only ${withoutWeek} and ${layout}; run the newer version of Hyphae.`,
    )
  const count = reader.unsigned()
  const firstAt = reader.unsigned()
  const lastAt = firstAt + reader.signed()
  const origin = reader.double()
  const [interval, level, spread, some, many, recent, profileError, levelError, fading] =
    readSingles(reader, 9) as Nine
  const grounds = reader.unsigned()
  const [usesProfile, usesWeek] = [grounds % 2 === 1, grounds >= 2]
  const groundedAt = reader.unsigned()
  const groundedTime = firstAt + reader.signed()
  const aside = reader.signed()
  const chances = readSingles(reader, reader.unsigned())
  const profile = readProfile(reader)
  const week = version === withoutWeek ? noWeek : readWeek(reader)
  const distance = version === withoutWeek ? () => coarse(reader.single()) : reader.coarse
  const sides = Array.from({ length: reader.unsigned() }, () => readPeaks(reader, distance))
  return {
    ...{ count, firstAt, lastAt, interval, origin, level, spread, some, many, recent, profile },
    ...{
      usesProfile,
      week,
      usesWeek,
      groundedAt,
      groundedTime,
      profileError,
      levelError,
      aside,
      sides,
      fading,
      chances,
    },
  }
}

type Nine = [number, number, number, number, number, number, number, number, number]

function singlesOf(state: Rarity): number[] {
  const { interval, level, spread, some, many, recent, profileError, levelError, fading } = state
  return [interval, level, spread, some, many, recent, profileError, levelError, fading]
}

function readSingles(reader: ByteReader, count: number): number[] {
  return Array.from({ length: count }, () => reader.single())
}

/** Hours never seen take no room. */
function writeProfile(writer: ByteWriter, { means, days, hour, sum, count }: DailyProfile): void {
  writer.unsigned(days.length)
  days.forEach((seen, place) => {
    writer.unsigned(seen)
    if (seen > 0) writer.single(means[place] ?? 0)
  })
  writer.unsigned(hour)
  writer.single(sum)
  writer.unsigned(count)
}

function readProfile(reader: ByteReader): DailyProfile {
  const hours = Array.from({ length: reader.unsigned() }, () => {
    const days = reader.unsigned()
    return { days, mean: days > 0 ? reader.single() : 0 }
  })
  return {
    means: hours.map(({ mean }) => mean),
    days: hours.map(({ days }) => days),
    hour: reader.unsigned(),
    sum: reader.single(),
    count: reader.unsigned(),
  }
}

/** A week of which nothing was seen takes no room. */
function writeWeek(writer: ByteWriter, week: WeeklyCourse): void {
  const { departures, since, moved, offset, error, otherError } = week
  const isSeen = departures.some((departure) => departure !== 0)
  writer.unsigned(isSeen ? departures.length : 0)
  if (isSeen) for (const departure of departures) writer.coarse(departure)
  writer.unsigned(since)
  for (const value of [moved, offset, error, otherError]) writer.single(value)
}

function readWeek(reader: ByteReader): WeeklyCourse {
  const departures = Array.from({ length: reader.unsigned() }, () => reader.coarse())
  const since = reader.unsigned()
  const [moved, offset, error, otherError] = readSingles(reader, 4) as [
    number,
    number,
    number,
    number,
  ]
  return {
    departures: departures.length === 0 ? noWeek.departures : departures,
    ...{ since, moved, offset, error, otherError },
  }
}

function writePeaks(writer: ByteWriter, side: RarePeaks): void {
  writer.unsigned(side.peaks.length)
  side.peaks.forEach((peak, place) => {
    writer.coarse(peak)
    writer.unsigned(side.hours[place] ?? 0)
  })
  writer.coarse(side.reach)
  writer.coarse(side.current)
  writer.unsigned(side.lastAt)
  writer.unsigned(side.lastAt - side.since)
}

function readPeaks(reader: ByteReader, distance: () => number): RarePeaks {
  const kept = Array.from({ length: reader.unsigned() }, () => {
    const peak = distance()
    return { peak, hour: reader.unsigned() }
  })
  const [reach, current] = [distance(), distance()]
  const lastAt = reader.unsigned()
  return {
    peaks: kept.map(({ peak }) => peak),
    hours: kept.map(({ hour }) => hour),
    reach,
    current,
    since: lastAt - reader.unsigned(),
    lastAt,
  }
}
