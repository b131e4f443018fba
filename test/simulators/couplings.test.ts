import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Weather } from '#simulators/feeds/climate/weather.ts'
import {
  type Air,
  type AirInputs,
  advanceAir,
  humidityOf,
  restingAir,
} from '#simulators/feeds/ecocell/air.ts'
import { nextSetpoint, powerFor, wishFor } from '#simulators/feeds/ecocell/controller.ts'
import { advanceMood } from '#simulators/feeds/ecocell/mood.ts'
import { traitsOf } from '#simulators/feeds/ecocell/traits.ts'
import { conductivity, uptakeShare } from '#simulators/feeds/nutrient-network/nutrients.ts'
import { traitsOf as clusterTraits } from '#simulators/feeds/nutrient-network/traits.ts'
import { evapotranspiration, irrigation } from '#simulators/feeds/nutrient-network/water.ts'

const traits = traitsOf('habitat', 'moss-gallery')
const cluster = clusterTraits('basin', 'alder-bed')
const weather: Weather = { lux: 0, light: 0, celsius: 8, vapour: 8, soilCelsius: 12 }
const share = fc.double({ min: 0, max: 1, noNaN: true })

function settle(inputs: Partial<AirInputs>): Air {
  let air = restingAir(21)
  const all = { weather, traits, occupancy: 0.5, lux: 0, power: 0.5, release: 1, ...inputs }
  for (let minute = 0; minute < 2_000; minute++) air = advanceAir(air, all, 60)
  return air
}

describe('in an EcoCell', () => {
  it('CO2 and spores rise with the people in it', () => {
    const [empty, full] = [settle({ occupancy: 0 }), settle({ occupancy: 1 })]
    expect(empty.co2).toBeCloseTo(425, 0)
    expect(full.co2).toBeGreaterThan(700)
    expect(full.spores).toBeGreaterThan(empty.spores)
  })

  it('warmer air is drier, relatively', () => {
    const [cool, warm] = [settle({ power: 0.3 }), settle({ power: 0.7 })]
    expect(warm.celsius).toBeGreaterThan(cool.celsius + 5)
    expect(humidityOf(warm)).toBeLessThan(humidityOf(cool))
  })

  it('the room comes to rest near its setpoint, in frost and heat', () => {
    for (const celsius of [-5, 5, 15, 30]) {
      let air = restingAir(18)
      const outside = { ...weather, celsius }
      for (let minute = 0; minute < 600; minute++) {
        const power = powerFor(21, air.celsius, celsius)
        const inputs = { weather: outside, traits, occupancy: 0.5, lux: 0, power, release: 1 }
        air = advanceAir(air, inputs, 60)
      }
      expect(Math.abs(air.celsius - 21)).toBeLessThan(celsius < 0 ? 4 : 0.6)
    }
  })

  it('stirred people are cooled, and a small wish waits for the full hour', () => {
    expect(wishFor(21, 0.4, 1)).toBeLessThan(wishFor(21, 0, 1))
    expect(nextSetpoint(21, 21.2, false)).toBe(21)
    expect(nextSetpoint(21, 21.2, true)).toBe(21.2)
    expect(nextSetpoint(21, 21.4, false)).toBe(21.4)
  })

  it('mood stays within its bounds whatever happens, and answers heat and bad air', () => {
    const calm = {
      ...{ traits, celsius: 21.5, co2: 600, setpoint: 21, usualSetpoint: 21 },
      ...{ bustle: 0, valenceDrift: 0, arousalDrift: 0, answer: 1, liveliness: 1 },
    }
    const settled = (inputs: Partial<typeof calm>) =>
      advanceMood({ valence: 0, arousal: 0 }, { ...calm, ...inputs }, 1e6)
    expect(settled({ celsius: 27 }).valence).toBeLessThan(settled({}).valence - 0.1)
    expect(settled({ celsius: 27 }).arousal).toBeGreaterThan(settled({}).arousal + 0.1)
    expect(settled({ co2: 2_000 }).valence).toBeLessThan(settled({}).valence - 0.1)
    const anything = fc.double({ min: -1_000, max: 1_000, noNaN: true })
    fc.assert(
      fc.property(anything, anything, anything, anything, (celsius, co2, setpoint, answer) => {
        const { valence, arousal } = settled({ celsius, co2, setpoint, answer })
        expect(Math.abs(valence)).toBeLessThanOrEqual(1)
        expect(Math.abs(arousal)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('in a cluster', () => {
  it('more light, water or Symbiogens never mean less uptake, and light always means more', () => {
    fc.assert(
      fc.property(share, share, share, share, (light, more, moisture, activity) => {
        const taken = (l: number, m: number, a: number) => uptakeShare(l, 40 * m, 100 * a)
        const least = taken(light, moisture, activity)
        expect(taken(light + more, moisture, activity)).toBeGreaterThanOrEqual(least)
        expect(taken(light, moisture + more, activity)).toBeGreaterThanOrEqual(least)
        expect(taken(light, moisture, activity + more)).toBeGreaterThanOrEqual(least)
      }),
    )
    expect(uptakeShare(0.8, 30, 70)).toBeGreaterThan(3 * uptakeShare(0, 30, 70))
  })

  it('conductivity grows with each salt', () => {
    expect(conductivity(160, 30)).toBeGreaterThan(conductivity(150, 30))
    expect(conductivity(150, 40)).toBeGreaterThan(conductivity(150, 30))
  })

  it('leaves take water by light, and dry soil is watered more', () => {
    const sunny = { ...weather, light: 0.8 }
    expect(evapotranspiration(30, sunny, cluster)).toBeGreaterThan(
      3 * evapotranspiration(30, weather, cluster),
    )
    expect(irrigation(25, 0.1, 12, cluster)).toBeGreaterThan(irrigation(28, 0.1, 12, cluster))
  })
})
