export { eventTypes } from './types.ts'
