import type { Timed } from '#platform/jobs'
import { sweepFiles } from './actions/records/files.ts'

export const jobs = []
export const timed: readonly Timed[] = [{ name: 'crm.sweepFiles', cron: '20 3 * * *', run: sweepFiles }]
