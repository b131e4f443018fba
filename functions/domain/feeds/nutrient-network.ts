import type { Feed } from './feed.ts'
import { nutrientResponses } from './nutrient-responses.ts'

/** Soil is slow: at five minutes between readings pH rests for up to three quarters of an hour. */
const slow = { stuckAfterSeconds: 7_200 } as const

export const nutrientNetwork: Feed = {
  feed: 'nutrient-network',
  name: 'Nutrient Network',
  about:
    'Hubs, clusters and hyphae that carry water and nutrients, and the Symbiogens that live on them.',
  metrics: {
    'soil-moisture': {
      label: 'Soil moisture',
      unit: '%',
      medium: 'soil',
      resolution: 0.01,
      limits: { min: 0, max: 100 },
      commanded: false,
      // Loam wilts what grows in it between 7 and 17 % (FAO 56, table 19).
      spentAt: 15,
      ...slow,
    },
    'electrical-conductivity': {
      label: 'Electrical conductivity',
      unit: 'mS/cm',
      medium: 'soil',
      resolution: 0.001,
      limits: { min: 0, max: 20 },
      commanded: false,
      ...slow,
    },
    ph: {
      label: 'pH',
      unit: 'pH',
      medium: 'soil',
      resolution: 0.01,
      limits: { min: 0, max: 14 },
      commanded: false,
      ...slow,
    },
    nitrate: {
      label: 'Nitrate',
      unit: 'mg/L',
      medium: 'soil',
      resolution: 0.1,
      limits: { min: 0, max: 1_000 },
      commanded: false,
      // Roots take half of what they could at 25 mg/L, two thirds at 50 (Michaelis and Menten).
      spentAt: 50,
      ...slow,
    },
    phosphate: {
      label: 'Phosphate',
      unit: 'mg/L',
      medium: 'soil',
      resolution: 0.01,
      limits: { min: 0, max: 200 },
      commanded: false,
      // The same two thirds, for half at 5 mg/L.
      spentAt: 10,
      ...slow,
    },
    'dissolved-oxygen': {
      label: 'Dissolved oxygen',
      unit: 'mg/L',
      medium: 'soil',
      resolution: 0.01,
      limits: { min: 0, max: 25 },
      commanded: false,
      ...slow,
    },
    'symbiogen-activity': {
      label: 'Symbiogen activity',
      unit: '%',
      medium: 'soil',
      resolution: 0.1,
      limits: { min: 0, max: 100 },
      commanded: false,
      ...slow,
    },
    flow: {
      label: 'Flow',
      unit: 'L/min',
      medium: 'flow',
      resolution: 0.001,
      limits: { min: 0, max: 100 },
      commanded: false,
      // Watering opens and closes valves: its steps are no fault.
      spike: 2,
      changePerInterval: 1,
      stuckAfterSeconds: 1_800,
    },
  },
  responses: nutrientResponses,
  standardSensors: [
    'soil-moisture',
    'electrical-conductivity',
    'ph',
    'nitrate',
    'phosphate',
    'dissolved-oxygen',
    'symbiogen-activity',
  ],
}
