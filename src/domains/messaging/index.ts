export { notify } from './actions/notify.ts'
export { notifyContact } from './actions/notify-contact.ts'
export { timeZonesOf } from './queries.ts'
export type { NoticeKinds, NoticeParams } from './types.ts'
