import { Verdict } from '#domain/lessons/verdict.ts'
import { parseSensorKey } from '#domain/sensor.ts'
import {
  documentItem,
  follows,
  getItem,
  holds,
  type Item,
  putItem,
  queryItems,
  readText,
} from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** False when the store has another version than the one before this. */
export async function saveVerdict(store: OpsStore, verdict: Verdict): Promise<boolean> {
  const key = opsKeys.verdict(siteOf(verdict.sensor), verdict.anomaly)
  const item = { ...documentItem(key, 1, verdict), version: { N: String(verdict.version) } }
  return holds(putItem(store, { table: store.opsTable, item }, follows(verdict.version)))
}

export async function readVerdict(
  store: OpsStore,
  sensor: string,
  anomaly: string,
): Promise<Verdict | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.verdict(siteOf(sensor), anomaly))
  return item && parse(item)
}

export async function readSiteVerdicts(store: OpsStore, site: string): Promise<Verdict[]> {
  return (await queryItems(store, store.opsTable, opsKeys.verdict(site, '').pk)).map(parse)
}

/** An anomaly's id begins with its sensor's key. */
export async function readSensorVerdicts(store: OpsStore, sensor: string): Promise<Verdict[]> {
  const { pk } = opsKeys.verdict(siteOf(sensor), '')
  const range = { from: `${sensor}@`, to: `${sensor}@\uffff` }
  return (await queryItems(store, store.opsTable, pk, range)).map(parse)
}

function parse(item: Item): Verdict {
  return Verdict.parse(JSON.parse(readText(item, 'body')))
}

function siteOf(sensor: string): string {
  const address = parseSensorKey(sensor)
  if (!address) throw new Error(`"${sensor}" is no sensor's key; one is named site.cell.sensor.`)
  return address.site
}
