import type { MetricResponse } from '#domain/incidents/response.ts'

/** What to do where an EcoCell's metric leaves what is usual, when the site has no word of its own. */
export const ecocellResponses: Readonly<Record<string, MetricResponse>> = {
  'air-temperature': {
    high: {
      consequence: 'Heat strains occupants and dries the cell.',
      firstAction: 'Check that cooling runs, then open shading and vents.',
      withinMinutes: 60,
    },
    low: {
      consequence: 'Growth stops, and occupants are cold.',
      firstAction: 'Check that heating runs and that no door or vent stands open.',
      withinMinutes: 60,
    },
  },
  humidity: {
    high: {
      consequence: 'Mould settles within a day or two of wet air.',
      firstAction: 'Raise ventilation and look for leaks.',
      withinMinutes: 240,
    },
    low: {
      consequence: 'Leaves and airways dry out.',
      firstAction: 'Check the humidifier and its water.',
      withinMinutes: 480,
    },
  },
  co2: {
    high: {
      consequence: 'People tire above 1,500 ppm and must leave above 5,000.',
      firstAction: 'Open the fresh air and check the fans.',
      withinMinutes: 30,
    },
    low: {
      consequence: 'A value below outdoor air is a wrong reading, and ventilation follows it.',
      firstAction: 'Check the sensor against outdoor air.',
      withinMinutes: 480,
    },
  },
  light: {
    high: {
      consequence: 'Leaves scorch, and the cell heats up.',
      firstAction: 'Lower the lamps or draw the shading.',
      withinMinutes: 120,
    },
    low: {
      consequence: 'Plants lose a day of growth.',
      firstAction: 'Check lamps and their timer.',
      withinMinutes: 240,
    },
  },
  'spore-density': {
    high: {
      consequence: 'Occupants may react to the air.',
      firstAction: 'Filter the air and keep sensitive people out.',
      withinMinutes: 60,
    },
    low: {
      consequence: 'The cell loses the culture it lives on.',
      firstAction: 'Look at the culture and at the counter.',
      withinMinutes: 720,
    },
  },
  'spore-calibration': {
    high: {
      consequence: 'Spore counts cannot be trusted.',
      firstAction: 'Calibrate the spore counter.',
      withinMinutes: 1_440,
    },
    low: {
      consequence: 'Spore counts cannot be trusted.',
      firstAction: 'Calibrate the spore counter.',
      withinMinutes: 1_440,
    },
  },
}
