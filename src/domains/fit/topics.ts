import { may } from '#platform/actor'
import type { Topic } from '#platform/stream'

/** `fit:<workspace>`: `{ record }` when scores changed; null = many. */
export const topics: readonly Topic[] = [{ prefix: 'fit', mayListen: (ctx, rest) => may(ctx.actor, rest, 'artists.view') }]
