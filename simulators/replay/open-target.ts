import { type Bus, openBus } from '#bus/bus.ts'
import { busName, clientSettings } from '#simulators/cloud/environment.ts'
import { findInstance } from '#simulators/cloud/home/instance.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { CliError } from './cli-error.ts'

/** `embedded` is the Hyphae that runs on this machine; any other name is a bus of the account the SDK finds. */
export async function openTarget(name: string): Promise<Bus> {
  if (name !== 'embedded') return openBus(name)
  const instance = await findInstance(homeFolder())
  if (!instance)
    throw new CliError(
      `No Hyphae runs on ${homeFolder()}; start it with npm start, or set HYPHAE_HOME.`,
    )
  Object.assign(process.env, clientSettings({ bus: instance.origin }))
  return openBus(busName)
}
