import type { MetricResponse, Response } from './response.ts'

/** What to do about what each detector finds, whatever the metric. */
export const detectorResponses: Readonly<Record<string, Response>> = {
  silence: {
    consequence: 'Nobody sees what happens there.',
    firstAction: 'Check power and network of the gateway, then of the sensor.',
    withinMinutes: 60,
  },
  'clock-skew': {
    consequence: 'Its readings get wrong times, and late ones are set aside.',
    firstAction: "Set the gateway's clock, or let it ask a time server.",
    withinMinutes: 240,
  },
  'flat-line': {
    consequence: 'The value is not measured any more; controllers may follow it.',
    firstAction: 'Compare with a hand-held meter; restart or replace the sensor.',
    withinMinutes: 240,
  },
  'out-of-range': {
    consequence: 'The readings are refused; the place is not watched.',
    firstAction: 'Check unit, wiring and range of the sensor.',
    withinMinutes: 240,
  },
  scatter: {
    consequence: 'A sensor that trembles often fails within days.',
    firstAction: 'Check its mounting, cable and supply.',
    withinMinutes: 1_440,
  },
  relations: {
    consequence:
      'One of these sensors is wrong, or something works on the cell that no single value shows.',
    firstAction: 'Compare the first named sensor with a hand-held meter.',
    withinMinutes: 480,
  },
  'neighbour-drift': {
    consequence: 'Its readings mislead whoever acts on them.',
    firstAction: 'Calibrate the sensor against one of its neighbours.',
    withinMinutes: 2_880,
  },
  'early-warning': {
    consequence: 'The stock may tip within weeks, and not come back by itself.',
    firstAction: 'Look for what weakens the bed, and take less from it until it recovers faster.',
    withinMinutes: 10_080,
  },
  depletion: {
    consequence: 'The stock runs out, and what lives on it starves.',
    firstAction: 'Cut extraction or raise supply by what the incident says.',
    withinMinutes: 1_440,
  },
  'emotional-loop': {
    consequence: 'Controller and occupants drive each other further.',
    firstAction: 'Freeze the controller at a neutral setpoint.',
    withinMinutes: 30,
  },
  fragmentation: {
    consequence: 'Groups live in different worlds; one setting serves none of them.',
    firstAction: 'Look at the groups apart, and ask them.',
    withinMinutes: 1_440,
  },
  'hyper-curation': {
    consequence: 'Everybody feels the same; signs of trouble disappear.',
    firstAction: 'Loosen the automatic controller and watch variety return.',
    withinMinutes: 1_440,
  },
}

/** Where neither site nor feed nor detector has a word: true of any value that is not what it should be. */
export const anyValue: Required<MetricResponse> = {
  high: {
    consequence: 'Something drives this value up, or its sensor is wrong.',
    firstAction: 'Look at the chart and at its neighbours, then at the place.',
    withinMinutes: 240,
  },
  low: {
    consequence: 'Something draws this value down, or its sensor is wrong.',
    firstAction: 'Look at the chart and at its neighbours, then at the place.',
    withinMinutes: 240,
  },
}
