export { notify } from './actions/notify.ts'
