import { z } from 'zod'
import { job, type Timed } from '#platform/jobs'
import { languages } from '#platform/text'
import { startTwilioCheck } from './providers/twilio.ts'
import { sweep } from './store/proofs.ts'

/** Asks Twilio to send a code of its own. */
export const startTwilioCheckLater = job({
  name: 'identity.startTwilioCheckLater',
  input: z.object({ to: z.string(), lang: z.enum(languages) }),
  tries: 3,
  run: (_ctx, { to, lang }) => startTwilioCheck(to, lang),
})

export const jobs = [startTwilioCheckLater]
export const timed: readonly Timed[] = [{ name: 'identity.sweep', cron: '17 3 * * *', run: (ctx) => sweep(ctx.db, ctx.now) }]
