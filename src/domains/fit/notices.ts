import type { NoticeKinds } from '#domains/messaging'

export const notices = {} satisfies NoticeKinds
