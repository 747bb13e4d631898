import type { NoticeKinds } from '#domains/messaging'

export const notices = { importDone: { topic: 'work', channels: ['push'] } } satisfies NoticeKinds
