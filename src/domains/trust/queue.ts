import { z } from 'zod'

/** What the room's jobs are called and take; `jobs.ts` says what they do. */
export const tickets = {
  makeExport: { name: 'trust.makeExportLater', input: z.object({ id: z.uuid() }), tries: 6 },
}
