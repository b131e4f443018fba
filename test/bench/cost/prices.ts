/** us-east-1, on demand, in dollars, read in November 2026. */
export const prices = {
  date: '2026-11',
  region: 'us-east-1',
  /** For each 64 KB of a custom event. */
  busPerEvent: 1 / 1e6,
  busEventBytes: 64 * 1024,
  /** For each 25 KB of a record, and for each hour of a shard. */
  streamPerUnit: 0.014 / 1e6,
  streamUnitBytes: 25 * 1024,
  streamPerShardHour: 0.015,
  /** ARM64: a call, and a gigabyte of memory for a second. */
  lambdaPerCall: 0.2 / 1e6,
  lambdaPerGigabyteSecond: 0.0000133334,
  storePerWriteUnit: 0.625 / 1e6,
  storePerReadUnit: 0.125 / 1e6,
  /** What is kept, for a gigabyte and a month. */
  storePerGigabyteMonth: 0.25,
  /** A log line for each call. */
  logsPerGigabyte: 0.5,
} as const

/** One shard takes this much each second. */
export const shardRecordsPerSecond = 1_000
export const shardBytesPerSecond = 1_000_000
/** On Lambda the store is a network away; here it answers within the process. */
export const storeRoundTripSeconds = 0.005
export const logLineBytes = 600
