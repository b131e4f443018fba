import { type Bus, openBus } from '#bus/bus.ts'
import { busName, clientSettings } from '#simulators/cloud/environment.ts'
import { findInstance } from '#simulators/cloud/home/instance.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { CliError } from './cli-error.ts'

/** `embedded` is the Hyphae that runs on this machine; any other name is a bus of the account the SDK finds. */
export async function openTarget(name: string): Promise<Bus> {
  if (name !== 'embedded') return openNamed(name)
  const instance = await findInstance(homeFolder())
  if (!instance)
    throw new CliError(
      `No Hyphae runs on ${homeFolder()}; start it with npm start, or set HYPHAE_HOME.`,
    )
  Object.assign(process.env, clientSettings({ bus: instance.origin }))
  return openBus(busName)
}

async function openNamed(name: string): Promise<Bus> {
  const bus = openBus(name)
  try {
    await bus.client.config.region()
  } catch (cause) {
    throw new CliError(
      `Bus "${name}" is somewhere in AWS, and no region is set; set AWS_REGION, or give embedded for the Hyphae on this machine.`,
      2,
      { cause },
    )
  }
  return bus
}
