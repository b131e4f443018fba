import type { FaultKind } from './registry.ts'

/** Each fault in a sentence, for whoever chooses one. */
export const faultWords: Readonly<Record<FaultKind, string>> = {
  spike: 'a loose contact: the value leaps and falls back in a straight line',
  burst: 'a cable that rubs through: single readings leap again and again',
  'level-shift': 'a probe knocked out of place: the same course at another height',
  drift: 'an ageing electrode: a little more wrong each hour',
  calibration: 'a wrong gain or offset entered at a calibration',
  stuck: 'a frozen converter: the first reading again and again',
  'noise-growth': 'a shield that corrodes: readings scatter ever more',
  'unit-mix-up': 'right values in the wrong unit',
  dropout: 'a dead battery, or without --sensor the whole gateway: no readings',
  'flapping-gateway': 'a gateway at the edge of its radio: it comes and goes',
  'clock-skew': 'a gateway that lost its time server: all stamps are wrong by the same amount',
  'duplicate-delivery': 'lost acknowledgements: frames come again',
  'reordered-delivery': 'a slow way to the bus: frames overtake one another',
  'hub-failure':
    'a hub loses its flow, and what lives downstream follows with the lag of each edge',
  'symbiogen-malfunction': 'Symbiogens fall ill: nutrients are no longer taken up',
  'over-extraction': 'a bed gives more than it regrows, and the network pumps after it',
  'lost-resilience': 'a stock near its tipping point: disturbances are made good ever more slowly',
  'emotional-runaway': 'controller and occupants answer one another ever more strongly',
  fragmentation: 'in each cell two groups drift apart while the mean mood stays flat',
  'hyper-curation': 'a room so well kept that moods stop moving',
  'consent-withdrawal': 'people withdraw their consent, until too few are left to be shown',
  'total-outage': 'a whole site falls silent and comes back at once',
  maintenance: 'announced work: a gateway is switched off for a while; no fault',
  'weather-front': 'a front passes, and everything follows a little; no fault',
  holiday: 'homes stay full and workshops empty; no fault',
  'class-visit': 'a school class crowds a cell; no fault',
  'sensor-moved': 'a gardener hangs a sensor somewhere else for a while; no fault',
}
