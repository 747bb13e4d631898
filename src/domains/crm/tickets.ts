import { z } from 'zod'
import { id } from '#platform/operation'

/** What the room queues, by name: actions ask for it here, jobs.ts says what runs. */
export const tickets = {
  readImport: { name: 'crm.readImportLater', input: z.object({ id }), tries: 5 },
  runImport: { name: 'crm.runImportLater', input: z.object({ id }), tries: 8 },
  undoImport: { name: 'crm.undoImportLater', input: z.object({ id, by: id.nullable() }), tries: 8 },
  compare: { name: 'crm.compareRecordsLater', input: z.object({ workspaceId: id }), tries: 5 },
} as const
