import { reaction, type Reaction } from '#platform/events'
import { hearMerged, hearTask } from './actions/prescription/hear.ts'

export const reactions: readonly Reaction[] = [
  reaction('checkup.hearTaskDone', 'task.done', hearTask),
  reaction('checkup.hearTaskReopened', 'task.reopened', hearTask),
  reaction('checkup.hearTaskDropped', 'task.dropped', hearTask),
  reaction('checkup.movePlans', 'record.merged', hearMerged),
]
