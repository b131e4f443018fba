import type { ApiClient } from '#api-client/client.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { reachHome } from '#simulators/cloud/home/run-home.ts'
import { drainByApi } from './drain-by-api.ts'
import { openApi } from './open-api.ts'

/** The API of the home that runs, or of one started for as long as it is needed; `by` is who changes things. */
export async function withHome<Result>(
  use: (api: ApiClient) => Promise<Result>,
  by?: string,
): Promise<Result> {
  const reached = await reachHome(homeFolder(), drainByApi)
  try {
    return await use(openApi(reached.origin, by))
  } finally {
    await reached.stop()
  }
}
