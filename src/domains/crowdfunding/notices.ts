import type { NoticeKinds } from '#domains/messaging'

/** What the room tells people, and how it goes out unless they chose otherwise. */
export const notices: NoticeKinds = {
  // To whoever gave.
  confirmed: { topic: 'money', channels: ['mail', 'push'], essential: true },
  pledged: { topic: 'money', channels: ['mail'], essential: true },
  withoutReward: { topic: 'money', channels: ['mail', 'push'], essential: true },
  payFailed: { topic: 'money', channels: ['mail', 'push'], essential: true },
  chargeFailed: { topic: 'money', channels: ['mail', 'push'], essential: true },
  refunded: { topic: 'money', channels: ['mail', 'push'], essential: true },
  cameLate: { topic: 'money', channels: ['mail', 'push'], essential: true },
  walletNeeded: { topic: 'money', channels: ['mail', 'push', 'sms'], essential: true },
  reached: { topic: 'funding', channels: ['mail', 'push'] },
  notReached: { topic: 'funding', channels: ['mail', 'push'], essential: true },
  called: { topic: 'funding', channels: ['mail', 'push'], essential: true },
  opened: { topic: 'funding', channels: ['mail', 'push'] },
  posted: { topic: 'funding', channels: ['mail', 'push'] },
  filmOut: { topic: 'films', channels: ['mail', 'push'] },
  filmOutAfter: { topic: 'films', channels: ['mail', 'push'] },
  answered: { topic: 'funding', channels: ['mail', 'push'] },
  // To the makers.
  approved: { topic: 'work', channels: ['mail', 'push'] },
  changesAsked: { topic: 'work', channels: ['mail', 'push'] },
  refused: { topic: 'work', channels: ['mail'] },
  firstContribution: { topic: 'work', channels: ['mail', 'push'] },
  contributors: { topic: 'work', channels: ['push'] },
  halfway: { topic: 'work', channels: ['mail', 'push'] },
  goalReached: { topic: 'work', channels: ['mail', 'push'] },
  succeeded: { topic: 'work', channels: ['mail', 'push'] },
  settled: { topic: 'money', channels: ['mail'], essential: true },
  failed: { topic: 'work', channels: ['mail', 'push'] },
  stopped: { topic: 'work', channels: ['mail', 'push'] },
  asked: { topic: 'work', channels: ['mail', 'push'] },
  payoutChanged: { topic: 'money', channels: ['mail'], essential: true },
  milestoneApproved: { topic: 'money', channels: ['mail', 'push'] },
  milestoneReturned: { topic: 'work', channels: ['mail', 'push'] },
  milestonePaid: { topic: 'money', channels: ['mail', 'push'], essential: true },
  milestoneStuck: { topic: 'money', channels: ['mail', 'push'], essential: true },
  // To reviewers.
  submitted: { topic: 'work', channels: ['mail'] },
  milestoneAsked: { topic: 'work', channels: ['mail'] },
}
