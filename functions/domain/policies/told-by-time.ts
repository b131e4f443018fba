/** Detectors that have waited for a time of their own and then say yes or no. */
export const toldByTime: ReadonlySet<string> = new Set([
  'flat-line',
  'silence',
  'clock-skew',
  'out-of-range',
])
