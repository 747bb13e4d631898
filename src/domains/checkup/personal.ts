import type { Personal, Retention } from '#platform/personal'

const work = { atErasure: { unnamed: {} }, why: 'the history of the artist stands without its author' } as const

export const personal: Personal = {
  tables: [
    // Figures and check-ups
    { table: 'checkup.figures', by: 'noted_by', ...work },
    { table: 'checkup.corrections', by: 'noted_by', ...work },
    { table: 'checkup.corrections', by: 'corrected_by', ...work },
    { table: 'checkup.audiences', by: 'noted_by', ...work },
    { table: 'checkup.grids', by: 'made_by', ...work },
    { table: 'checkup.checkups', by: 'started_by', ...work },
    { table: 'checkup.checkups', by: 'finished_by', ...work },
    // Prescriptions
    { table: 'checkup.prescriptions', by: 'created_by', ...work },
    { table: 'checkup.prescriptions', by: 'coach_id', ...work },
    { table: 'checkup.prescriptions', by: 'accepted_by', columns: ['id', 'state', 'accepted_at', 'accepted_how'], ...work },
    { table: 'checkup.prescription_versions', by: 'sent_by', ...work },
    {
      table: 'checkup.prescription_remarks',
      by: 'by',
      columns: ['prescription_id', 'number', 'line', 'kind', 'body', 'day', 'at'],
      atErasure: { unnamed: { body: '…' } },
      why: 'the discussion keeps its turns; the words are removed',
    },
    { table: 'checkup.invitations', by: 'invited_by', ...work },
    { table: 'checkup.invitations', by: 'claimed_by', columns: ['record_id', 'claimed_at'], ...work },
  ],
}

export const retentions: readonly Retention[] = []
