export { notify, type NewNotice } from './actions/notify.ts'
