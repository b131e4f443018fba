import { defineConfig } from 'vitest/config'

const minutes = (count: number) => count * 60_000

export default defineConfig({
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/vitest.json' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Alone each takes a second or two; beside others on two cores they must not fail for that.
          testTimeout: 30_000,
          hookTimeout: minutes(1),
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/{laws,cloud,infra,journeys}/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'laws',
          include: ['test/laws/**/*.test.ts'],
          testTimeout: minutes(1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          testTimeout: minutes(1),
          hookTimeout: minutes(2),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['test/cloud/**/*.test.ts'],
          testTimeout: minutes(2),
          hookTimeout: minutes(1),
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/build-dashboard.ts'],
          testTimeout: minutes(3),
          hookTimeout: minutes(2),
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
