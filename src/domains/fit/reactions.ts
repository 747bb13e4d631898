import { reaction } from '#platform/events'
import { hearFacts, hearMerged, hearMoved, hearRemoved, wantsFacts } from './actions/rounds.ts'

export const reactions = [
  reaction('fit.hearMoved', 'card.moved', hearMoved),
  reaction('fit.hearCheckup', 'checkup.finished', hearFacts),
  reaction('fit.hearFigures', 'figures.noted', hearFacts),
  reaction('fit.hearChanged', 'record.changed', hearFacts, wantsFacts),
  reaction('fit.hearRestored', 'record.restored', hearFacts),
  reaction('fit.hearMerged', 'record.merged', hearMerged),
  reaction('fit.hearRemoved', 'record.removed', hearRemoved),
]
