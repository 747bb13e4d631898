import { later } from '#platform/jobs'
import { reaction } from '#platform/events'
import { hearConfirmed, hearDispute, hearExpired, hearFailed, hearHeld, hearRefunded, hearRefundStuck, hearSaved } from './actions/hear.ts'
import { hearPaid, hearPayoutStuck } from './actions/milestones.ts'
import { filmOutLater, tellEndLater, tellOpenedLater } from './work.ts'

export const reactions = [
  reaction('crowdfunding.hearConfirmed', 'payment.confirmed', hearConfirmed),
  reaction('crowdfunding.hearSaved', 'payment.saved', hearSaved),
  reaction('crowdfunding.hearFailed', 'payment.failed', hearFailed),
  reaction('crowdfunding.hearExpired', 'payment.expired', hearExpired),
  reaction('crowdfunding.hearHeld', 'payment.held', hearHeld),
  reaction('crowdfunding.hearDisputed', 'payment.disputed', hearDispute),
  reaction('crowdfunding.hearReinstated', 'payment.reinstated', hearDispute),
  reaction('crowdfunding.hearRefunded', 'refund.completed', hearRefunded),
  reaction('crowdfunding.hearRefundFailed', 'refund.failed', hearRefundStuck),
  reaction('crowdfunding.hearRefundStuck', 'refund.stuck', hearRefundStuck),
  reaction('crowdfunding.hearPaid', 'payout.completed', hearPaid),
  reaction('crowdfunding.hearPayoutFailed', 'payout.failed', hearPayoutStuck),
  reaction('crowdfunding.hearPayoutStuck', 'payout.stuck', hearPayoutStuck),
  reaction('crowdfunding.tellFilmOut', 'film.watchable', (ctx, event) => later(ctx.db, filmOutLater, { filmId: event.subject })),
  reaction('crowdfunding.tellOpened', 'project.launched', (ctx, event) => later(ctx.db, tellOpenedLater, { projectId: event.subject })),
  reaction('crowdfunding.tellCancelled', 'project.cancelled', (ctx, event) => later(ctx.db, tellEndLater, { projectId: event.subject })),
]
