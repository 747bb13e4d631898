import { z } from 'zod'

/** The jobs' names and inputs, apart from what they do: actions queue them without knowing how they are run. */
export const attendLater = { name: 'payments.attendLater', input: z.object({ paymentId: z.uuid() }) }
export const attendOutLater = { name: 'payments.attendOutLater', input: z.object({ outId: z.uuid() }) }
export const reconcileLater = { name: 'payments.reconcileLater', input: z.object({ reconciliationId: z.uuid() }), tries: 4 }
