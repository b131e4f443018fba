import { rm } from 'node:fs/promises'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { createApp } from '#functions/serve-api/create-app.ts'
import type { Ports } from '#functions/serve-api/ports.ts'
import type { GuardSettings } from '#functions/serve-api/read-settings.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { openTestIssuer, type TestIssuer } from './test-issuer.ts'
import { startTestStore, type TestStore } from './test-store.ts'

export interface GuardedApps {
  readonly store: TestStore['store']
  readonly issuer: TestIssuer
  /** In epoch milliseconds; goes on only as a test says. */
  now: number
  /** What went wrong inside. */
  readonly faults: unknown[]
  /** Events that were published. */
  published(): number
  open(settings?: Partial<GuardSettings>): ReturnType<typeof createApp>
  stop(): Promise<void>
}

/** The API with a clock that stands still, over a real store and a real issuer. */
export async function startGuardedApps(): Promise<GuardedApps> {
  const running = await startTestStore()
  const server = await startServer(0)
  const issuer = await openTestIssuer(server.origin)
  server.serve((request, response) => issuer.serve(request, response))
  const client = new EventBridgeClient({ region: 'local' })
  const bus = mockClient(client)
  bus.on(PutEventsCommand).callsFake(({ Entries }: PutEventsCommand['input']) => ({
    FailedEntryCount: 0,
    Entries: Entries?.map(() => ({ EventId: 'e' })),
  }))
  const apps: GuardedApps = {
    ...{ store: running.store, issuer, faults: [] },
    published: () => bus.commandCalls(PutEventsCommand).length,
    now: Date.UTC(2026, 2, 2),
    open(settings) {
      const ports: Ports = {
        store: running.store,
        bus: { name: 'hyphae', client },
        now: () => apps.now,
        readTransit: async () => null,
        receivers: { webhookUrl: '', hasMailbox: false },
      }
      const usual = { ...issuer.settings, anonymousRole: null, requestsPerSecond: 100_000 }
      return createApp(ports, { ...usual, ...settings }, (_, { error }) => apps.faults.push(error))
    },
    async stop() {
      await server.stop()
      await running.stop()
      await rm(issuer.folder, { recursive: true })
    },
  }
  return apps
}
