import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hyphaeApp } from '#infra/hyphae-app.ts'
import { type FunctionName, type FunctionWiring, functions } from '#wiring'

/** Kilobytes of minified code. Cold starts pay for each; raise a bound only with a reason. */
const bounds: Record<FunctionName, number> = {
  'detect-anomalies': 650,
  'compare-neighbours': 600,
  'track-incidents': 550,
  // With the clients of SNS and SES, which are only run where somebody is told by them.
  notify: 900,
  'send-notifications': 900,
  'check-watchdog': 900,
  'send-ticks': 500,
  // With the checking of tokens, 40 of it.
  'serve-api': 760,
  'gather-reports': 600,
  redrive: 550,
}

let folder: string
let report: { pluginReports: { pluginName: string; conclusion: string }[] }
const assets = new Map<string, string>()

beforeAll(() => {
  const { app, pipeline } = hyphaeApp({ 'aws:cdk:enable-asset-metadata': true })
  folder = app.synth().directory
  report = JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8'))
  const deployed = Template.fromStack(pipeline).findResources('AWS::Lambda::Function')
  for (const { Properties, Metadata } of Object.values(deployed))
    assets.set(Properties.Description, join(folder, Metadata['aws:asset:path']))
})

describe.each(Object.entries<FunctionWiring>(functions))('%s', (name, wiring) => {
  const bundle = () => join(assets.get(wiring.about) ?? '', 'index.mjs')

  it('stays within its bound', () => {
    expect(statSync(bundle()).size / 1000).toBeLessThan(bounds[name as FunctionName])
    expect(readdirSync(assets.get(wiring.about) ?? '').toSorted()).toEqual([
      'index.mjs',
      'index.mjs.map',
    ])
  })

  it('loads by itself and exports a handler', async () => {
    for (const setting of [
      'AUDIENCE',
      'TELEMETRY_TABLE',
      'OPS_TABLE',
      'SUBJECTS_TABLE',
      'BUS_NAME',
      'FAILURE_BUCKET',
    ])
      vi.stubEnv(setting, 'anything')
    vi.stubEnv('AWS_REGION', 'us-east-1')
    vi.stubEnv('ISSUER', 'https://issuer.test/pool')
    vi.stubEnv('ANONYMOUS_ROLE', '')
    vi.stubEnv('RATE_LIMIT_PER_SECOND', '100')
    const loaded = await import(pathToFileURL(bundle()).href)
    expect(loaded.handler).toBeTypeOf('function')
  })
})

it('leaves cdk-nag with nothing to say', () => {
  expect(report.pluginReports).toMatchObject([
    { pluginName: 'AwsSolutions', conclusion: 'success', violations: [] },
  ])
})
