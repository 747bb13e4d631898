import type { NoticeKinds } from '#domains/messaging'

export const notices = {
  // Somebody wrote back: the one thing that cannot wait for the evening.
  answered: { topic: 'work', channels: ['push', 'mail'] },
} satisfies NoticeKinds
