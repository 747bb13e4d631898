import { z } from 'zod'
import { anyone, command, nothing, paging, query, staff } from '#platform/operation'
import { closeTill } from './actions/cash-voucher.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'
import * as shapes from './schema.ts'

const finance = staff('finance')
const agent = staff('agent')

/** Everything this room does for the outside world. */
export const operations = {
  paymentMethods: query({
    summary: 'Ways to pay, by currency, country and amount',
    route: 'GET /payment-methods',
    who: anyone,
    input: shapes.methodsAsked,
    output: shapes.PaymentMethods,
    run: queries.paymentMethods,
    cache: 'public, max-age=60',
  }),
  listPayments: query({ summary: 'Payments, newest first', route: 'GET /payments', who: finance, input: shapes.paymentsAsked, output: shapes.Payments, run: queries.listPayments }),
  getPaymentDetails: query({
    summary: 'A payment with everything that happened to it',
    route: 'GET /payments/:paymentId',
    who: finance,
    input: shapes.byPayment,
    output: shapes.PaymentWhole,
    run: queries.getPaymentDetails,
  }),
  listRefunds: query({ summary: 'Refunds, newest first', route: 'GET /refunds', who: finance, input: shapes.outsAsked, output: shapes.Outs, run: queries.listRefunds }),
  listPayouts: query({ summary: 'Payouts, newest first', route: 'GET /payouts', who: finance, input: shapes.outsAsked, output: shapes.Outs, run: queries.listPayouts }),
  renewMoneyOut: command({
    summary: 'Ask again for a refund or a payout that failed, the same way',
    route: 'POST /money-out/:outId/renewal',
    who: finance,
    idempotent: true,
    status: 202,
    input: shapes.byOut,
    output: nothing,
    run: commands.renewMoneyOut,
  }),
  listHolds: query({ summary: 'What waits for a human, or was decided by one', route: 'GET /holds', who: finance, input: shapes.holdsAsked, output: shapes.Holds, run: queries.listHolds }),
  decideHold: command({
    summary: 'Let a held payment or payout go on, or not',
    route: 'POST /holds/:holdId/decision',
    who: finance,
    idempotent: true,
    input: shapes.decision,
    output: nothing,
    run: commands.decide,
  }),
  listFraudRules: query({ summary: 'Rules that hold payments', route: 'GET /fraud-rules', who: finance, input: nothing, output: shapes.FraudRules, run: queries.listFraudRules }),
  editFraudRule: command({
    summary: 'Change a rule, or switch it off',
    route: 'PATCH /fraud-rules/:ruleId',
    who: finance,
    input: shapes.ruleEdit,
    output: shapes.FraudRule,
    run: commands.editFraudRule,
  }),
  reconciliations: query({
    summary: 'Reports of our rows beside the providers’ lists, newest first',
    route: 'GET /reconciliations',
    who: finance,
    input: z.object(paging),
    output: shapes.Reconciliations,
    run: queries.reconciliations,
  }),
  getReconciliation: query({
    summary: 'One report with every line that does not match',
    route: 'GET /reconciliations/:reconciliationId',
    who: finance,
    input: shapes.byReconciliation,
    output: shapes.ReconciliationWhole,
    run: queries.getReconciliation,
  }),
  runReconciliation: command({
    summary: 'Compare with one provider, from the first day to the last, both included',
    route: 'POST /reconciliations',
    who: finance,
    status: 202,
    input: shapes.reconciliationAsked,
    output: shapes.Started,
    run: commands.startReconciliation,
    subject: (_input, { id }) => id,
  }),
  resolveLine: command({
    summary: 'Settle one line: adopt the provider’s truth, book the difference to suspense, or note why',
    route: 'POST /reconciliation-lines/:lineId/resolution',
    who: finance,
    idempotent: true,
    input: shapes.lineResolution,
    output: nothing,
    run: commands.resolveOne,
  }),
  providerBalances: query({
    summary: 'What each provider holds: by our ledger, and by its own word',
    route: 'GET /provider-balances',
    who: finance,
    input: nothing,
    output: shapes.ProviderBalances,
    run: queries.providerBalances,
    perMinute: 30,
  }),
  findVoucher: query({ summary: 'A voucher by its code', route: 'GET /vouchers/:code', who: agent, input: shapes.byCode, output: shapes.Voucher, run: queries.findVoucher, perMinute: 60 }),
  cashVoucher: command({
    summary: 'The cash is in the drawer: the voucher is paid, once',
    route: 'POST /vouchers/:code/cash',
    who: agent,
    idempotent: true,
    perMinute: 60,
    input: shapes.byCode,
    output: shapes.Voucher,
    run: commands.cash,
    subject: ({ code }) => code,
  }),
  myTill: query({ summary: 'The drawer of the caller', route: 'GET /till', who: agent, input: nothing, output: shapes.Till, run: queries.myTill }),
  closeTill: command({
    summary: 'Count the drawer and hand the cash over',
    route: 'POST /till/closure',
    who: agent,
    idempotent: true,
    input: shapes.tillCounts,
    output: shapes.TillClosure,
    run: closeTill,
    subject: (_input, { tillId }) => tillId,
  }),
}
