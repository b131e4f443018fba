import { ecocellModel } from './ecocell/model.ts'
import type { FeedModel } from './feed-model.ts'
import { nutrientNetworkModel } from './nutrient-network/model.ts'

export const feedModels: readonly FeedModel[] = [ecocellModel, nutrientNetworkModel]
