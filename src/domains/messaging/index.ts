export { notify } from './actions/notify.ts'
export { notifyContact } from './actions/notify-contact.ts'
export type { NoticeKind, NoticeKinds, NoticeParam, NoticeParams, NoticeTopic } from './types.ts'
