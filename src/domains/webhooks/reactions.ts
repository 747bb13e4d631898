import { type Reaction, reaction } from '#platform/events'
import { tellEndpoints } from './actions/send.ts'

export const reactions: readonly Reaction[] = [reaction('webhooks.tellEndpoints', '*', tellEndpoints)]
