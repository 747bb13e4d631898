import type { NoticeKinds } from '#domains/messaging'

export const notices = {
  paused: { topic: 'work', channels: ['mail'] },
} satisfies NoticeKinds
