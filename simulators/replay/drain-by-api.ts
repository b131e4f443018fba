import { createApiClient } from '#api-client/client.ts'

/** Waits until another process has nothing in flight; a live feed always has a little, so two quiet looks do. */
export async function drainByApi(origin: string): Promise<void> {
  const api = createApiClient(origin)
  const { frames } = await api('health')
  const wanted = frames.accepted
  for (;;) {
    const now = (await api('health')).frames
    if (now.stored + now.quarantined + now.failed >= wanted) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
