import { z } from 'zod'
import { listOnPhones } from '#domains/payments/store/payments.ts'
import { channels, providerNames } from '#domains/payments'
import { config } from '#platform/config'
import { currencies } from '#platform/money'
import { anyone, command, id, instant, nothing, query } from '#platform/operation'
import { Refusal } from '#platform/refusal'
import { answer, answerByHand, callbacksArrive, isByHand } from '../sandbox.ts'

const phone = z
  .object({
    paymentId: id,
    provider: z.enum(providerNames),
    channel: z.enum(channels),
    order: z.string(),
    phone: z.string(),
    name: z.string(),
    description: z.string(),
    amount: z.int(),
    currency: z.enum(currencies),
    at: instant,
  })
  .meta({ id: 'SandboxPhone', description: 'What waits on a payer’s phone.' })

function demoOnly(): void {
  if (!config().demo) throw new Refusal('missing', 'platform.missing')
}

/** The payers of a demo. There is no such place outside one. */
export const sandboxOperations = {
  sandboxPhones: query({
    summary: 'What waits on the phones of a demo’s pretended payers',
    route: 'GET /sandbox/phones',
    who: anyone,
    input: nothing,
    output: z.object({ byHand: z.boolean(), items: z.array(phone) }),
    run: async (ctx) => {
      demoOnly()
      return { byHand: isByHand(), items: await listOnPhones(ctx.db) }
    },
  }),
  answerSandboxPhone: command({
    summary: 'Say yes or no on the phone of a pretended payer',
    route: 'POST /sandbox/phones',
    who: anyone,
    unaudited: true,
    transaction: false,
    input: z.object({ provider: z.enum(providerNames), order: z.string().max(200), yes: z.boolean() }),
    output: z.object({ answered: z.boolean() }),
    run: async (_ctx, { provider, order, yes }) => {
      demoOnly()
      return { answered: await answer(provider, order, yes) }
    },
  }),
  setSandbox: command({
    summary: 'Let pretended payers answer by themselves, or wait for the page; and choose how the news of it travels',
    route: 'PUT /sandbox',
    who: anyone,
    unaudited: true,
    transaction: false,
    input: z.object({ byHand: z.boolean().default(false), callbacks: z.enum(['normal', 'lost', 'doubled', 'late', 'out-of-order', 'forged', 'chaos']).default('normal') }),
    output: nothing,
    run: async (_ctx, { byHand, callbacks }) => {
      demoOnly()
      answerByHand(byHand)
      callbacksArrive(callbacks)
      return {}
    },
  }),
}
