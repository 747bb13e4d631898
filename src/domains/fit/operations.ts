import { z } from 'zod'
import { command, member, nothing, query } from '#platform/operation'
import { agencyAskedFor, analyzeFit, learnFits, refreshFits } from './actions/ask.ts'
import { agencyAsked, agencyOfArtist } from './reading/agency.ts'
import { fitWhatIf, getFit, getFitAnalysis, listFitAnalyses, workspaceOfAnalysis } from './reading/fit.ts'
import { fitFunnel } from './reading/funnel.ts'
import { listFits } from './reading/scores.ts'
import { fitStats } from './reading/stats.ts'
import { Analyses, AnalyzeInput, Analyzed, Fit, FitAnalysis, FitStats, Funnel, listOf, ofAgency, ofArtist, ofOwner, ScoreQuery, Scores, WhatIf, WhatIfQuery } from './schema.ts'

/** The room's catalogue: Mona Market Fit. */
export const operations = {
  analyzeFit: command({
    summary: 'Analyse one artist, up to 500, or given facts that are not kept: the score taken apart to the criterion',
    route: 'POST /api/mona-market-fit/analyze',
    who: member('artists.edit', agencyAskedFor),
    input: AnalyzeInput,
    output: Analyzed,
    run: analyzeFit,
  }),
  fitStats: query({
    summary: 'How an agency’s artists fit: distribution, by stage and segment, weights in force, calibration',
    route: 'GET /api/mona-market-fit/stats',
    who: member('artists.view', agencyAsked),
    input: ofAgency,
    output: FitStats,
    run: fitStats,
  }),
  listFits: query({
    summary: 'The artists of an agency, best fit first',
    route: 'GET /fit/scores',
    who: member('artists.view', agencyAsked),
    input: ScoreQuery,
    output: Scores,
    run: listFits,
  }),
  getFit: query({
    summary: 'The score of an artist, what would move it, and how far they may get',
    route: 'GET /fit/artists/:id',
    who: member('artists.view', agencyOfArtist),
    input: ofArtist,
    output: Fit,
    run: getFit,
  }),
  fitWhatIf: query({
    summary: 'The score if some criteria were otherwise: growth=80&rights=100',
    route: 'GET /fit/artists/:id/what-if',
    who: member('artists.view', agencyOfArtist),
    input: WhatIfQuery,
    output: WhatIf,
    run: fitWhatIf,
  }),
  listFitAnalyses: query({
    summary: 'The analyses of an artist as they were made, newest first',
    route: 'GET /fit/artists/:id/analyses',
    who: member('artists.view', agencyOfArtist),
    input: listOf,
    output: Analyses,
    run: listFitAnalyses,
  }),
  getFitAnalysis: query({
    summary: 'One analysis as it was made',
    route: 'GET /fit/analyses/:id',
    who: member('artists.view', workspaceOfAnalysis),
    input: ofArtist,
    output: FitAnalysis,
    run: getFitAnalysis,
  }),
  fitFunnel: query({
    summary: 'Expected numbers at each stage, from where artists stand and how well they fit; of one owner or of all',
    route: 'GET /fit/funnel',
    who: member('artists.view', agencyAsked),
    input: ofOwner,
    output: Funnel,
    run: fitFunnel,
  }),
  refreshFits: command({
    summary: 'Analyse all artists of the agency again, in the background',
    route: 'POST /fit/rounds',
    who: member('artists.edit', agencyAsked),
    input: ofAgency,
    output: z.object({ artists: z.int() }),
    run: refreshFits,
    status: 202,
  }),
  learnFits: command({
    summary: 'Learn the weights from the agency’s results now, in the background',
    route: 'POST /fit/lessons',
    who: member('artists.manage', agencyAsked),
    input: ofAgency,
    output: nothing,
    run: learnFits,
    status: 202,
  }),
}
