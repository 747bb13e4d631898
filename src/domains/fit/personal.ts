import type { Personal, Retention } from '#platform/personal'

export const personal: Personal = {
  tables: [{ table: 'fit.analyses', by: 'asked_by', atErasure: { unnamed: {} }, why: 'an analysis belongs to the artist and the agency; who asked for it is forgotten' }],
}

/** Old analyses go, except those that stand and those that results are learnt from. */
export const retentions: readonly Retention[] = [
  {
    name: 'fit.analyses',
    table: 'fit.analyses',
    at: 'made_at',
    days: 1_095,
    least: 365,
    most: 3_650,
    where: "occasion <> 'entry' and not exists (select 1 from fit.scores s where s.analysis_id = fit.analyses.id)",
  },
]
