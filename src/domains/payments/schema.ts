import { z } from 'zod'
import { currencies } from '#platform/money'
import { id, instant, pageOf, paging } from '#platform/operation'
import { ruleActions, ruleKinds } from './rules/fraud.ts'
import { findings, resolutions } from './rules/reconcile.ts'
import { channels, flows, outStates, paymentStates, providerNames } from './types.ts'

/** Shapes at the door. Amounts are minor units of the currency beside them. */

const currency = z.enum(currencies).meta({ id: 'PaymentCurrency' })
const channel = z.enum(channels).meta({ id: 'PaymentChannel' })
const provider = z.enum(providerNames).meta({ id: 'PaymentProvider' })
const flow = z.enum(flows).meta({ id: 'PaymentFlow' })
const amount = z.int()
const word = z.string().trim().max(1000)
const text = z.string().nullable()

export const PaymentMethod = z
  .object({
    provider,
    channel,
    flow,
    currency,
    country: text,
    minimum: amount,
    maximum: amount,
    step: amount,
    saves: z.boolean(),
    paysOut: z.boolean(),
    /** Text key of the room payments: who holds the money meanwhile. */
    holder: z.string(),
    sandbox: z.boolean(),
  })
  .meta({ id: 'PaymentMethod' })
export const PaymentMethods = z.object({ items: z.array(PaymentMethod) }).meta({ id: 'PaymentMethods' })
export const methodsAsked = z.object({ currency: z.enum(currencies).default('XOF'), country: z.string().length(2).toUpperCase().optional(), amount: z.int().positive().optional() })

export const Payment = z
  .object({
    id,
    subject: z.string(),
    state: z.enum(paymentStates).meta({ id: 'PaymentState' }),
    reason: text,
    amount,
    currency,
    provider,
    channel,
    flow,
    sandbox: z.boolean(),
    description: z.string(),
    payerName: z.string(),
    payerEmail: text,
    phone: text,
    country: text,
    providerRef: text,
    code: text,
    received: amount.nullable(),
    receivedCurrency: currency.nullable(),
    refunded: amount,
    /** What a bank has taken back now. */
    taken: amount.nullable(),
    fee: amount.nullable(),
    createdAt: instant,
    expiresAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Payment' })
export const Payments = pageOf(Payment)

export const Out = z
  .object({
    id,
    kind: z.enum(['refund', 'payout']).meta({ id: 'MoneyOutKind' }),
    subject: z.string(),
    paymentId: id.nullable(),
    state: z.enum(outStates).meta({ id: 'MoneyOutState' }),
    reason: text,
    amount,
    currency,
    provider: z.string(),
    /** The wallet, the bank account or the way back, in words. */
    to: z.string(),
    name: z.string(),
    sandbox: z.boolean(),
    description: z.string(),
    round: z.int(),
    reference: z.string(),
    providerRef: text,
    fee: amount.nullable(),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'MoneyOut' })
export const Outs = pageOf(Out)

export const HoldReason = z.object({ kind: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).meta({ id: 'HoldReason' })
export const Hold = z
  .object({
    id,
    kind: z.enum(['fraud', 'different', 'by-hand']).meta({ id: 'HoldKind' }),
    state: z.enum(['waiting', 'approved', 'refused']).meta({ id: 'HoldState' }),
    reasons: z.array(HoldReason),
    about: z.enum(['payment', 'refund', 'payout']).meta({ id: 'MoneyAbout' }),
    aboutId: id,
    subject: z.string(),
    amount,
    currency,
    name: z.string(),
    detail: z.string(),
    word: text,
    decidedBy: text,
    decidedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'MoneyHold' })
export const Holds = pageOf(Hold)

export const PaymentStep = z
  .object({
    /** `begun`, `asked`, `moved`, `no-answer`, `renewed`, `reconciled`, `callback`, `held`, `decided`. */
    what: z.string(),
    state: text,
    reason: text,
    detail: text,
    by: text,
    times: z.int(),
    at: instant,
  })
  .meta({ id: 'PaymentStep' })
const PostingAccount = z.object({ id, owner: z.string(), purpose: z.string() }).meta({ id: 'PaymentPostingAccount' })
export const Posting = z.object({ key: z.string(), state: z.string(), debit: PostingAccount, credit: PostingAccount, amount, currency, at: instant }).meta({ id: 'PaymentPosting' })
export const PaymentWhole = z
  .object({ payment: Payment, steps: z.array(PaymentStep), refunds: z.array(Out), holds: z.array(Hold), postings: z.array(Posting) })
  .meta({ id: 'PaymentWhole' })

export const FraudRule = z
  .object({
    id: z.string(),
    kind: z.enum(ruleKinds).meta({ id: 'FraudRuleKind' }),
    action: z.enum(ruleActions).meta({ id: 'FraudRuleAction' }),
    currency: currency.nullable(),
    threshold: amount.nullable(),
    minutes: z.int().nullable(),
    active: z.boolean(),
    source: z.string(),
    editedAt: instant,
  })
  .meta({ id: 'FraudRule' })
export const FraudRules = z.object({ items: z.array(FraudRule) }).meta({ id: 'FraudRules' })
export const ruleEdit = z.object({
  ruleId: z.string().max(60),
  action: z.enum(ruleActions).optional(),
  threshold: z.int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  minutes: z.int().positive().max(525_600).optional(),
  active: z.boolean().optional(),
})

const Balance = z.object({ currency, ours: amount, theirs: amount.nullable() }).meta({ id: 'ReconciledBalance' })
export const Reconciliation = z
  .object({
    id,
    provider: z.string(),
    fromAt: instant,
    toAt: instant,
    state: z.enum(['waiting', 'done', 'failed']).meta({ id: 'ReconciliationState' }),
    reason: text,
    matched: z.int(),
    lines: z.int(),
    /** Lines nobody has resolved yet. */
    open: z.int(),
    balances: z.array(Balance),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Reconciliation' })
export const Reconciliations = pageOf(Reconciliation)

const Side = z.object({ state: z.string(), amount, currency, at: z.string() }).meta({ id: 'ReconciledSide' })
export const ReconciliationLine = z
  .object({
    id,
    finding: z.enum(findings).meta({ id: 'ReconciliationFinding' }),
    about: z.string(),
    aboutId: text,
    reference: text,
    providerRef: text,
    ours: Side.nullable(),
    theirs: Side.nullable(),
    resolution: z.enum(resolutions).meta({ id: 'ReconciliationResolution' }).nullable(),
    word: text,
    resolvedBy: text,
    resolvedAt: instant.nullable(),
  })
  .meta({ id: 'ReconciliationLine' })
export const ReconciliationWhole = z.object({ reconciliation: Reconciliation, lines: z.array(ReconciliationLine) }).meta({ id: 'ReconciliationWhole' })
export const reconciliationAsked = z.object({ provider, from: z.iso.date(), to: z.iso.date() })
export const Started = z.object({ id }).meta({ id: 'ReconciliationStarted' })
export const byReconciliation = z.object({ reconciliationId: id })
export const lineResolution = z.object({ lineId: id, resolution: z.enum(resolutions), word: word.optional() })

export const ProviderBalance = z
  .object({ provider: z.string(), sandbox: z.boolean(), currency, ledger: amount, pendingIn: amount, pendingOut: amount, theirs: amount.nullable() })
  .meta({ id: 'ProviderBalance' })
export const ProviderBalances = z.object({ items: z.array(ProviderBalance) }).meta({ id: 'ProviderBalances' })

export const Voucher = z
  .object({
    code: z.string(),
    amount,
    currency,
    state: z.enum(['open', 'cashed', 'void', 'expired']).meta({ id: 'VoucherState' }),
    description: z.string(),
    payerName: z.string(),
    expiresAt: instant,
    cashedAt: instant.nullable(),
  })
  .meta({ id: 'Voucher' })
export const TillCount = z.object({ currency, expected: amount, counted: amount, word: text }).meta({ id: 'TillCount' })
export const Till = z
  .object({
    openedAt: instant.nullable(),
    expected: z.array(z.object({ currency, expected: amount }).meta({ id: 'TillExpected' })),
    cashed: z.array(z.object({ code: z.string(), amount, currency, description: z.string(), cashedAt: instant }).meta({ id: 'CashedVoucher' })),
    closed: z.array(z.object({ closedAt: instant, counts: z.array(TillCount) }).meta({ id: 'ClosedTill' })),
  })
  .meta({ id: 'Till' })
export const TillClosure = z.object({ tillId: id, counts: z.array(TillCount) }).meta({ id: 'TillClosure' })

export const byPayment = z.object({ paymentId: id })
export const byOut = z.object({ outId: id })
export const byCode = z.object({ code: z.string().max(300) })
export const paymentsAsked = z.object({ state: z.enum(paymentStates).optional(), provider: provider.optional(), search: z.string().max(100).optional(), ...paging })
export const outsAsked = z.object({ state: z.enum(outStates).optional(), ...paging })
export const holdsAsked = z.object({ decided: z.boolean().default(false), ...paging })
export const decision = z.object({ holdId: id, verdict: z.enum(['approved', 'refused']), word: word.optional() })
/** One count a currency, `counted` minor units. */
export const tillCounts = z.object({
  counts: z.array(z.object({ currency: z.enum(currencies), counted: z.int().min(0).max(Number.MAX_SAFE_INTEGER) })).max(currencies.length),
  word: word.optional(),
})
