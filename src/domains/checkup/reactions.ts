import { reaction, type Reaction } from '#platform/events'
import { hearAudience, hearAudiences, hearMerged as moveFigures, hearUnmerged as moveFiguresBack } from './actions/figures/hear.ts'
import { hearMerged, hearTask, hearUnmerged } from './actions/prescription/hear.ts'

export const reactions: readonly Reaction[] = [
  reaction('checkup.hearAudience', 'audience.noted', hearAudience),
  reaction('checkup.hearAudiences', 'audiences.noted', hearAudiences),
  reaction('checkup.moveFigures', 'record.merged', moveFigures),
  reaction('checkup.moveFiguresBack', 'record.unmerged', moveFiguresBack),
  reaction('checkup.hearTaskDone', 'task.done', hearTask),
  reaction('checkup.hearTaskReopened', 'task.reopened', hearTask),
  reaction('checkup.hearTaskDropped', 'task.dropped', hearTask),
  reaction('checkup.movePlans', 'record.merged', hearMerged),
  reaction('checkup.movePlansBack', 'record.unmerged', hearUnmerged),
]
