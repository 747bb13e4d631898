import type { NoticeKinds } from '#domains/messaging'

/** What makers are told of their films, and what waiting viewers are told. */
export const notices = {
  published: { topic: 'work', channels: ['mail', 'push'] },
  changesAsked: { topic: 'work', channels: ['mail', 'push'] },
  refused: { topic: 'work', channels: ['mail'] },
  withdrawn: { topic: 'work', channels: ['mail', 'push'] },
  replaced: { topic: 'work', channels: ['mail'] },
  entrusted: { topic: 'work', channels: [] },
  watchable: { topic: 'films', channels: ['mail', 'push'] },
} satisfies NoticeKinds
