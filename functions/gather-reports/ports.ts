import type { Bus } from '#bus/bus.ts'
import type { PeopleStore } from '#store/store.ts'

export interface Ports {
  readonly store: PeopleStore
  readonly bus: Bus
}
