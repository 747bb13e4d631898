import type { NoticeKinds } from '#domains/messaging'

export const notices = {
  // To the artist. What is sent to them is what they were promised: it cannot be turned off.
  planSent: { topic: 'work', channels: ['mail', 'push'], essential: true },
  planSentAgain: { topic: 'work', channels: ['mail', 'push'], essential: true },
  planAnswered: { topic: 'work', channels: ['mail', 'push'] },
  planWithdrawn: { topic: 'work', channels: ['mail'] },
  planRecorded: { topic: 'work', channels: ['mail', 'push'], essential: true },
  myPlanDone: { topic: 'work', channels: ['mail', 'push'] },
  invited: { topic: 'work', channels: ['mail'], essential: true },
  // To the agency.
  planAccepted: { topic: 'work', channels: ['mail', 'push'] },
  planDiscussed: { topic: 'work', channels: ['mail', 'push'] },
  planDone: { topic: 'work', channels: ['mail', 'push'] },
  planExpired: { topic: 'work', channels: ['mail'] },
  artistJoined: { topic: 'work', channels: ['push'] },
} satisfies NoticeKinds
