import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

/** V8 only complains of a setting that it does not know, and goes on as before. */
function complaintsOf(source: string): string {
  const words = ['--no-warnings', '--input-type=module', '--eval', source]
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  expect(status).toBe(0)
  return stdout + stderr
}

it('is a setting that this V8 knows', () => {
  const module = new URL('../../functions/detect-anomalies/allocate-young.ts', import.meta.url)
  expect(complaintsOf(`await import(${JSON.stringify(module.href)})`)).toBe('')
  const unknown = `(await import('node:v8')).setFlagsFromString('--no-such-setting')`
  expect(complaintsOf(unknown)).toContain('unrecognized flag')
})
