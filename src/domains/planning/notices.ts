import type { NoticeKinds } from '#domains/messaging'

export const notices = {
  // Somebody gave you a task.
  assigned: { topic: 'work', channels: ['mail', 'push'] },
  // The day you asked to be reminded of a task.
  reminder: { topic: 'work', channels: ['mail', 'push'] },
  // What is due, every working morning.
  morning: { topic: 'work', channels: ['mail'] },
} satisfies NoticeKinds
