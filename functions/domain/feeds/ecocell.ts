import { ecocellResponses } from './ecocell-responses.ts'
import type { Feed } from './feed.ts'

const reports = {
  medium: 'people',
  commanded: false,
  resolution: 0.001,
  minimumPeople: 10,
  stuckAfterSeconds: 7_200,
} as const

/** Twice what any of these rested in a clean fortnight at five minutes, forty times what it did at its own pace. */
const restless = { stuckAfterSeconds: 3_600 } as const

export const ecocell: Feed = {
  feed: 'ecocell',
  name: 'EcoCell',
  about:
    'Urban habitat cells: air, light and spores, an automatic controller, and how occupants say they feel.',
  metrics: {
    'air-temperature': {
      label: 'Air temperature',
      unit: '°C',
      medium: 'air',
      resolution: 0.01,
      limits: { min: -20, max: 60 },
      commanded: false,
      ...restless,
    },
    humidity: {
      label: 'Relative humidity',
      unit: '%',
      medium: 'air',
      resolution: 0.1,
      limits: { min: 0, max: 100 },
      commanded: false,
      ...restless,
    },
    co2: {
      label: 'Carbon dioxide',
      unit: 'ppm',
      medium: 'air',
      resolution: 1,
      limits: { min: 250, max: 10_000 },
      commanded: false,
      ...restless,
    },
    light: {
      label: 'Light',
      unit: 'lx',
      medium: 'air',
      resolution: 1,
      limits: { min: 0, max: 150_000 },
      commanded: false,
      // Lamps and clouds make steps; a dark room says the same low value for an hour.
      spike: 1_000,
      changePerInterval: 300,
      stuckAfterSeconds: 14_400,
    },
    'spore-density': {
      label: 'Spore density',
      unit: '/L',
      medium: 'air',
      resolution: 0.1,
      limits: { min: 0, max: 5_000 },
      commanded: false,
      ...restless,
    },
    'spore-calibration': {
      label: 'Spore counter reference',
      unit: '%',
      medium: 'air',
      resolution: 0.01,
      limits: { min: 0, max: 200 },
      commanded: false,
      ...restless,
    },
    'temperature-setpoint': {
      label: 'Temperature setpoint',
      unit: '°C',
      medium: 'control',
      resolution: 0.1,
      limits: { min: 5, max: 40 },
      commanded: true,
    },
    'conditioning-power': {
      label: 'Heating or cooling power',
      unit: '%',
      medium: 'control',
      resolution: 0.1,
      limits: { min: -100, max: 100 },
      commanded: true,
    },
    'mood-valence': {
      ...reports,
      label: 'Reported valence',
      unit: '',
      limits: { min: -1, max: 1 },
    },
    'mood-arousal': {
      ...reports,
      label: 'Reported arousal',
      unit: '',
      limits: { min: -1, max: 1 },
    },
    'mood-variety': {
      ...reports,
      label: 'Variety of moods',
      unit: '',
      limits: { min: 0, max: 1 },
    },
    'mood-agreement': {
      ...reports,
      label: 'Agreement in valence',
      unit: '',
      limits: { min: -1, max: 1 },
    },
    'mood-division': {
      ...reports,
      label: 'Valence told apart by group',
      unit: '',
      limits: { min: -1, max: 1 },
    },
  },
  responses: ecocellResponses,
  standardSensors: [
    'air-temperature',
    'humidity',
    'co2',
    'light',
    'spore-density',
    'spore-calibration',
    'temperature-setpoint',
    'conditioning-power',
    'mood-valence',
    'mood-arousal',
    'mood-variety',
    'mood-agreement',
    'mood-division',
  ],
}
