import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const forbidden: [rule: string, importer: string, specifier: string][] = [
  ['domain-is-pure', 'functions/domain/p1.ts', '#store/a.ts'],
  ['domain-is-pure', 'functions/domain/p2.ts', 'node:fs'],
  ['domain-is-pure', 'functions/domain/p3.ts', '@aws-sdk/client-dynamodb'],
  ['store-knows-only-domain', 'functions/store/p1.ts', '#bus/a.ts'],
  ['store-knows-only-domain', 'functions/store/p2.ts', '#functions/serve-api/a.ts'],
  ['bus-knows-only-domain', 'functions/bus/p1.ts', '#store/a.ts'],
  ['deliver-knows-domain-and-store', 'functions/deliver/p1.ts', '#bus/a.ts'],
  ['api-client-knows-only-domain', 'functions/api-client/p1.ts', '#functions/serve-api/a.ts'],
  ['api-client-runs-in-a-browser', 'functions/api-client/p2.ts', '@aws-sdk/client-dynamodb'],
  ['api-client-runs-in-a-browser', 'functions/api-client/p3.ts', 'node:fs'],
  ['handlers-stand-alone', 'functions/notify/p1.ts', '../serve-api/a.ts'],
  ['handlers-stand-alone', 'functions/notify/p2.ts', '#wiring'],
  ['handlers-stand-alone', 'functions/notify/p3.ts', '#simulators/cloud/a.ts'],
  ['wiring-is-data', 'functions/wiring.ts', '#store/a.ts'],
  ['infra-deploys-by-file-path', 'infra/p1.ts', '#functions/serve-api/a.ts'],
  ['infra-deploys-by-file-path', 'infra/p2.ts', '#store/a.ts'],
  ['dashboard-reads-over-http', 'dashboard/p1.tsx', '#store/a.ts'],
  ['dashboard-reads-over-http', 'dashboard/p2.tsx', '#wiring'],
  ['dashboard-holds-no-cloud-client', 'dashboard/p3.tsx', '@aws-sdk/client-dynamodb'],
  ['simulators-stand-in-for-the-world', 'simulators/cloud/p1.ts', '#infra/a.ts'],
  ['simulators-stand-in-for-the-world', 'simulators/cloud/p2.ts', '#dashboard/a.ts'],
  ['nothing-imports-test', 'loose.config.ts', '#test/support/a.ts'],
  ['no-circles', 'functions/store/circle-1.ts', './circle-2.ts'],
  ['every-import-resolves', 'functions/store/p3.ts', '#domain/nowhere.ts'],
]

const allowed: [importer: string, specifier: string][] = [
  ['functions/domain/ok1.ts', 'zod'],
  ['functions/domain/ok2.ts', './a.ts'],
  ['functions/store/ok1.ts', '@aws-sdk/client-dynamodb'],
  ['functions/store/ok2.ts', '#domain/a.ts'],
  ['functions/notify/ok1.ts', '#store/a.ts'],
  ['functions/notify/ok2.ts', './own.ts'],
  ['infra/ok1.ts', '#wiring'],
  ['dashboard/ok1.tsx', '#api-client/a.ts'],
  ['simulators/cloud/ok1.ts', '#functions/serve-api/a.ts'],
  ['test/cloud/ok1.ts', '#infra/a.ts'],
]

const targets = [
  ...['domain', 'store', 'bus', 'api-client', 'serve-api'].map((room) => `functions/${room}/a.ts`),
  ...['functions/notify/own.ts', 'infra/a.ts', 'dashboard/a.ts', 'simulators/cloud/a.ts'],
  ...['test/support/a.ts', 'node_modules/zod/index.js'],
  'node_modules/@aws-sdk/client-dynamodb/index.js',
]

const config = await extractConfig('./.dependency-cruiser.mjs')

describe('the import table', () => {
  const house = mkdtempSync(join(tmpdir(), 'hyphae-house-'))
  let result: ICruiseResult

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }

  beforeAll(async () => {
    const { imports } = JSON.parse(readFileSync('package.json', 'utf8'))
    write('package.json', JSON.stringify({ type: 'module', imports }))
    for (const path of targets) write(path, 'export const a = 1\n')
    for (const [importer, specifier] of [...allowed, ...forbidden.map((row) => row.slice(1))])
      write(importer as string, `export * as x from '${specifier}'\n`)
    write('functions/store/circle-2.ts', `export * as x from './circle-1.ts'\n`)
    const { enhancedResolveOptions, ...options } = config.options ?? {}
    const cruised = await cruise(
      ['functions', 'infra', 'dashboard', 'simulators', 'test', 'loose.config.ts'],
      {
        ...options,
        baseDir: house,
        validate: true,
        ruleSet: { forbidden: config.forbidden ?? [] },
      },
      enhancedResolveOptions,
    )
    result = cruised.output as ICruiseResult
  })
  afterAll(() => rmSync(house, { recursive: true }))

  const broken = (importer: string) =>
    result.summary.violations.filter((v) => v.from === importer).map((v) => v.rule.name)

  it.each(forbidden)('%s: %s may not import %s', (rule, importer) => {
    expect(broken(importer)).toEqual([rule])
  })

  it.each(allowed)('%s may import %s', (importer) => {
    expect(broken(importer)).toEqual([])
  })

  it('has a proof and a reason for every rule', () => {
    const rules = config.forbidden ?? []
    expect(new Set(forbidden.map(([rule]) => rule))).toEqual(new Set(rules.map((r) => r.name)))
    expect(rules.filter((rule) => (rule.comment ?? '').length < 60)).toEqual([])
  })
})
