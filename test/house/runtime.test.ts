import { expect, it } from 'vitest'

it('runs under the Node that Lambda runs, whatever the machine has', () => {
  expect(process.versions.node.split('.')[0]).toBe('24')
})
