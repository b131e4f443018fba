import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { sendTicks } from './send-ticks.ts'

const store = openStore({
  telemetryTable: requiredSetting('TELEMETRY_TABLE'),
  opsTable: requiredSetting('OPS_TABLE'),
})
const ports = { store, bus: openBus(requiredSetting('BUS_NAME')), now: Date.now }

export async function handler() {
  return { ticks: await sendTicks(ports) }
}
