import type { NoticeKinds } from '#domains/messaging'

/** What those who keep the accounts are told. */
export const notices: NoticeKinds = {
  held: { topic: 'work', channels: ['mail'] },
  unmatched: { topic: 'work', channels: ['mail'] },
  disputed: { topic: 'work', channels: ['mail'] },
  stuck: { topic: 'work', channels: ['mail'] },
  difference: { topic: 'work', channels: ['mail'] },
}
