import type { NoticeKinds } from './types.ts'

/** Asked for by the person, of one channel at a time. */
export const notices = {
  trial: { topic: 'account', channels: ['mail', 'push', 'sms'], essential: true },
} satisfies NoticeKinds
