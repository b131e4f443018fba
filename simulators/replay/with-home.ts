import { type ApiClient, createApiClient } from '#api-client/client.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { reachHome } from '#simulators/cloud/home/run-home.ts'
import { drainByApi } from './drain-by-api.ts'

/** The API of the home that runs, or of one started for as long as it is needed. */
export async function withHome<Result>(use: (api: ApiClient) => Promise<Result>): Promise<Result> {
  const reached = await reachHome(homeFolder(), drainByApi)
  try {
    return await use(createApiClient(reached.origin))
  } finally {
    await reached.stop()
  }
}
