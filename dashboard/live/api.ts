import { createApiClient } from '#api-client/client.ts'

export const api = createApiClient('', (...request) => fetch(...request))
