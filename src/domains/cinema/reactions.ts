import { reaction } from '#platform/events'
import { forgetVideo, syncVideo } from './actions/set-film-video.ts'
import { tellWishers } from './actions/wish.ts'
import { addView } from './store/films.ts'

export const reactions = [
  reaction('cinema.recordReadyVideo', 'title.ready', (ctx, event) => syncVideo(ctx, event.subject, true)),
  reaction('cinema.recordFailedVideo', 'title.failed', (ctx, event) => syncVideo(ctx, event.subject, false)),
  reaction('cinema.recordChangedVideo', 'title.changed', (ctx, event) => syncVideo(ctx, event.subject, false)),
  reaction('cinema.forgetRemovedVideo', 'title.removed', (ctx) => forgetVideo(ctx)),
  reaction('cinema.tellWishers', 'film.watchable', (ctx, event) => tellWishers(ctx, event.subject)),
  reaction('cinema.countView', 'film.viewed', (ctx, event) => addView(ctx.db, event.subject)),
]
