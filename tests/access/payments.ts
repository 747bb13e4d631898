import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { startPayment } from '#domains/payments'
import { openFedapay } from '../doors/fedapay.ts'
import { after, clock, hour } from '#platform/clock'
import { readConfig, setConfig } from '#platform/config'
import { transaction } from '#platform/database/pool'
import { hush, type Built, type Entries, type Someone, type World } from './world.ts'

const people = new WeakMap<World, Map<string, Promise<Someone>>>()

/** One person of the staff a role and world: those of the world itself do not keep money. */
function staff(world: World, role: 'finance' | 'agent'): Promise<Someone> {
  const known = people.get(world) ?? new Map<string, Promise<Someone>>()
  people.set(world, known)
  const one = known.get(role) ?? world.person({ name: 'Yao Amouzou', staff: [role] })
  known.set(role, one)
  return one
}

const by =
  (role: 'finance' | 'agent', input: (world: World) => Record<string, unknown> | Promise<Record<string, unknown>> = () => ({})) =>
  async (world: World): Promise<Built> => ({ by: await staff(world, role), input: await input(world) })

/** A payment by voucher, the one way that needs no provider. A large one is held. */
async function payment(world: World, amount = 5_000): Promise<string> {
  const { id } = await transaction(world.house.ctx(), (ctx) =>
    startPayment(ctx, {
      key: randomUUID(),
      subject: `contribution:${randomUUID()}`,
      workspaceId: null,
      money: { amount, currency: 'XOF' },
      channel: 'counter',
      provider: 'voucher',
      payer: { userId: null, name: hush, email: null, phone: null, country: null },
      credit: { owner: 'project:access', purpose: 'pot', currency: 'XOF' },
      description: hush,
      lang: 'fr',
      returnPath: '/',
      expiresAt: after(clock.now(), hour),
    }),
  )
  return id
}

async function voucher(world: World): Promise<string> {
  const id = await payment(world)
  await world.house.runJobs()
  const { rows } = await sql<{ code: string }>`select code from payments.vouchers where payment_id = ${id}`.execute(world.house.db)
  return rows[0]!.code
}

async function hold(world: World): Promise<string> {
  await sql`update payments.fraud_rules set threshold = 100000 where id = 'large-xof'`.execute(world.house.db)
  const paymentId = await payment(world, 200_000)
  const { rows } = await sql<{ id: string }>`select id from payments.holds where payment_id = ${paymentId}`.execute(world.house.db)
  return rows[0]!.id
}

/** A payout that failed, its money free again in the ledger. */
async function failedOut(world: World): Promise<string> {
  const id = randomUUID()
  await sql`insert into payments.outs (id, kind, key, subject, amount, currency, debit_owner, debit_purpose, provider, description, state, booked, transfer, reference, destination)
    values (${id}, 'payout', ${id}, 'milestone:access', 1000, 'XOF', 'platform', 'suspense', 'voucher', ${hush}, 'failed', 'voided', ${`payout:${id}`}, ${id},
      ${JSON.stringify({ kind: 'wallet', channel: 'mixx', phone: '+22890112233', name: hush })}::jsonb)`.execute(world.house.db)
  return id
}

async function report(world: World): Promise<{ reportId: string; lineId: string }> {
  const { rows } = await sql<{ reportId: string; lineId: string }>`
    with r as (insert into payments.reconciliations (provider, from_at, to_at, state, ended_at, asked_by) values ('fedapay', now() - interval '1 day', now(), 'done', now(), ${(await staff(world, 'finance')).id}) returning id)
    insert into payments.reconciliation_lines (reconciliation_id, finding, about, provider_ref, theirs)
    select id, 'missing-here', 'payment', ${hush}, ${JSON.stringify({ state: 'confirmed', money: { amount: 1_000, currency: 'XOF' }, at: '2026-11-20T00:00:00Z' })}::jsonb from r
    returning reconciliation_id as "reportId", id as "lineId"`.execute(world.house.db)
  return rows[0]!
}

/** The house learns of a provider with a list, as a start with its keys would. */
async function withProvider(world: World): Promise<Record<string, unknown>> {
  const door = await openFedapay()
  const read = readConfig({
    NODE_ENV: 'test',
    GRIOT_DATA: world.house.config.dataDir,
    RATE_LIMIT_FACTOR: '0',
    MIN_FREE_BYTES: '0',
    PUBLIC_URL: 'http://localhost',
    DEMO: '1',
    GOOGLE_CLIENT_ID: 'x',
    GOOGLE_CLIENT_SECRET: 'y',
    ...door.env,
  })
  if ('mistakes' in read) throw new Error(read.mistakes.join())
  setConfig(read.config)
  return { provider: 'fedapay', from: '2026-11-20', to: '2026-11-20' }
}

export const payments: Entries = {
  'payments.paymentMethods': { build: () => ({ by: null, input: {} }) },
  'payments.listPayments': { isPrivate: true, build: by('finance', async (world) => (await payment(world), {})) },
  'payments.getPaymentDetails': { isPrivate: true, build: by('finance', async (world) => ({ paymentId: await payment(world) })) },
  'payments.listRefunds': { build: by('finance') },
  'payments.listPayouts': { isPrivate: true, build: by('finance', async (world) => (await failedOut(world), {})) },
  'payments.renewMoneyOut': { build: by('finance', async (world) => ({ outId: await failedOut(world) })) },
  'payments.listHolds': { isPrivate: true, build: by('finance', async (world) => (await hold(world), {})) },
  'payments.decideHold': { build: by('finance', async (world) => ({ holdId: await hold(world), verdict: 'approved' })) },
  'payments.listFraudRules': { build: by('finance') },
  'payments.editFraudRule': { build: by('finance', () => ({ ruleId: 'phone-a-day', threshold: 40 })) },
  'payments.reconciliations': { build: by('finance', async (world) => (await report(world), {})) },
  'payments.getReconciliation': { isPrivate: true, build: by('finance', async (world) => ({ reconciliationId: (await report(world)).reportId })) },
  'payments.runReconciliation': { build: by('finance', withProvider) },
  'payments.resolveLine': { build: by('finance', async (world) => ({ lineId: (await report(world)).lineId, resolution: 'noted', word: 'Vu' })) },
  'payments.providerBalances': { build: by('finance') },
  'payments.findVoucher': { isPrivate: true, build: by('agent', async (world) => ({ code: await voucher(world) })) },
  'payments.cashVoucher': { build: by('agent', async (world) => ({ code: await voucher(world) })) },
  'payments.myTill': { build: by('agent') },
  'payments.closeTill': {
    build: async (world) => {
      const agent = await world.person({ name: 'Adjoa Lawson', staff: ['agent'] })
      await world.call(agent, 'payments.cashVoucher', { code: await voucher(world) })
      return { by: agent, input: { counts: [{ currency: 'XOF', counted: 5_000 }] } }
    },
  },
  'house.sandboxPhones': { build: () => ({ by: null, input: {} }) },
  'house.answerSandboxPhone': { build: () => ({ by: null, input: { provider: 'fedapay', order: 'nobody', yes: true } }) },
  'house.setSandbox': { build: () => ({ by: null, input: { byHand: false } }) },
}
