import type { MetricResponse } from '#domain/incidents/response.ts'

const dosing = {
  consequence: 'Roots burn when salts pile up.',
  firstAction: 'Stop dosing and flush with water.',
  withinMinutes: 240,
}

/** What to do where a Nutrient Network's metric leaves what is usual, when the site has no word of its own. */
export const nutrientResponses: Readonly<Record<string, MetricResponse>> = {
  'soil-moisture': {
    high: {
      consequence: 'Roots run out of air within a day of standing water.',
      firstAction: 'Close the supply and open the drain.',
      withinMinutes: 360,
    },
    low: {
      consequence: 'What grows here wilts.',
      firstAction: 'Check valves and flow into this cell, then water by hand.',
      withinMinutes: 240,
    },
  },
  'electrical-conductivity': { high: dosing },
  nitrate: {
    high: dosing,
    low: {
      consequence: 'Growth slows, and the cell draws on its neighbours.',
      firstAction: 'Check the flow from its hub and the dosing.',
      withinMinutes: 1_440,
    },
  },
  phosphate: {
    high: dosing,
    low: {
      consequence: 'Growth slows, and the cell draws on its neighbours.',
      firstAction: 'Check the flow from its hub and the dosing.',
      withinMinutes: 1_440,
    },
  },
  ph: {
    high: {
      consequence: 'Roots take up no iron or phosphate.',
      firstAction: 'Stop base dosing and test a sample by hand.',
      withinMinutes: 480,
    },
    low: {
      consequence: 'Acid soil frees metals that harm roots.',
      firstAction: 'Stop acid dosing and test a sample by hand.',
      withinMinutes: 480,
    },
  },
  'dissolved-oxygen': {
    low: {
      consequence: 'Symbiogens suffocate, and the breakdown travels downstream.',
      firstAction: 'Start aeration and check the pump.',
      withinMinutes: 60,
    },
  },
  'symbiogen-activity': {
    low: {
      consequence: 'Nutrients stop moving, first here and then downstream.',
      firstAction: 'Look at oxygen and moisture, then at the Symbiogens themselves.',
      withinMinutes: 120,
    },
  },
  flow: {
    high: {
      consequence: 'A burst line drains the hub.',
      firstAction: 'Close the valve of this edge and look for water.',
      withinMinutes: 15,
    },
    low: {
      consequence: 'Cells downstream run dry.',
      firstAction: 'Check the pump, the valve and the filter of this edge.',
      withinMinutes: 30,
    },
  },
}
