/**
 * From the least to the most that a metric says on ordinary days, by docs/models.md: what a fault's size is measured
 * by. A tenth of it is within what a day brings anyway; all of it nobody could overlook.
 */
export const ordinarySpans: Readonly<Record<string, number>> = {
  'air-temperature': 9,
  humidity: 45,
  co2: 900,
  'spore-density': 860,
  'spore-calibration': 15,
  'soil-moisture': 25,
  'electrical-conductivity': 2.2,
  ph: 2,
  nitrate: 200,
  phosphate: 50,
  'dissolved-oxygen': 6,
  'symbiogen-activity': 60,
  flow: 8,
}
