import type { NoticeKinds } from '#domains/messaging'

/** What people are told of what they said. */
export const notices = {
  answered: { topic: 'films', channels: ['push'] },
  commentHidden: { topic: 'account', channels: ['mail'], essential: true },
  commentRestored: { topic: 'account', channels: [] },
} satisfies NoticeKinds
