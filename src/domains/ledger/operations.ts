import { command, nothing, pageOf, query, staff } from '#platform/operation'
import { closePeriod } from './actions/close-period.ts'
import * as queries from './queries.ts'
import * as shapes from './schema.ts'

const keepers = staff('finance')

/** The books, as those who keep them see them. Money is moved by the rooms, never from here. */
export const operations = {
  trialBalance: query({
    summary: 'Trial balance by currency, as it stands or at the end of a month',
    route: 'GET /ledger/trial-balance',
    who: keepers,
    input: shapes.trialInput,
    output: shapes.TrialBalance,
    run: queries.trialBalance,
  }),
  listAccounts: query({
    summary: 'Accounts and their balances',
    route: 'GET /ledger/accounts',
    who: keepers,
    input: shapes.accountsInput,
    output: pageOf(shapes.LedgerAccount),
    run: queries.listAccounts,
  }),
  accountStatement: query({
    summary: 'Statement of an account, newest first, with the balance after each line',
    route: 'GET /ledger/accounts/:accountId/statement',
    who: keepers,
    input: shapes.statementInput,
    output: shapes.Statement,
    run: queries.accountStatement,
  }),
  getTransfer: query({
    summary: 'One transfer with its legs, by its id or its key',
    route: 'GET /ledger/transfers/:transfer',
    who: keepers,
    input: shapes.transferInput,
    output: shapes.Transfer,
    run: queries.getTransfer,
  }),
  listPeriods: query({ summary: 'Months, open and closed', route: 'GET /ledger/periods', who: keepers, input: nothing, output: shapes.Periods, run: queries.listPeriods }),
  closePeriod: command({
    summary: 'Close a month for good; months are closed in their order',
    route: 'POST /ledger/periods',
    who: keepers,
    status: 201,
    input: shapes.closing,
    output: shapes.Period,
    run: closePeriod,
    subject: (input) => input.month,
  }),
}
