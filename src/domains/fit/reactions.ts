import { reaction } from '#platform/events'
import { hearFacts, hearImported, hearMerged, hearMoved, hearRemoved, hearUnmerged, wantsFacts } from './actions/rounds.ts'

export const reactions = [
  reaction('fit.hearMoved', 'card.moved', hearMoved),
  reaction('fit.hearCheckup', 'checkup.finished', hearFacts),
  reaction('fit.hearFigures', 'figures.noted', hearFacts, wantsFacts),
  reaction('fit.hearChanged', 'record.changed', hearFacts, wantsFacts),
  reaction('fit.hearRestored', 'record.restored', hearFacts),
  reaction('fit.hearImported', 'import.finished', hearImported),
  reaction('fit.hearUnmerged', 'record.unmerged', hearUnmerged),
  reaction('fit.hearManyRemoved', 'records.removed', hearRemoved),
  reaction('fit.hearMerged', 'record.merged', hearMerged),
  reaction('fit.hearRemoved', 'record.removed', hearRemoved),
]
