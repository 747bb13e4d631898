import { z } from 'zod'
import type { Ctx } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import type * as shapes from './schema.ts'
import * as books from './books.ts'
import { statementOfAccount } from './read.ts'
import { closableMonth, nextMonth, openMonths, trialSheets } from './rules.ts'
import { purposes } from './types.ts'

type Input<Shape extends z.ZodType> = z.output<Shape>

export async function trialBalance(ctx: Ctx, { month }: Input<typeof shapes.trialInput>): Promise<z.input<typeof shapes.TrialBalance>> {
  const until = month ? new Date(nextMonth(`${month}-01`)) : null
  const [sums, pending] = [await books.sumByPurpose(ctx.db, until), await books.countPending(ctx.db)]
  return { until, sheets: trialSheets(sums), pending }
}

const withKind = (row: books.AccountRow) => ({ ...row, kind: purposes[row.purpose].kind })

export async function listAccounts(ctx: Ctx, { after, limit, ...filter }: Input<typeof shapes.accountsInput>) {
  const place = decodeCursor(after, z.tuple([z.string(), z.string(), z.string()]))
  const rows = await books.listAccountRows(ctx.db, { ...filter, after: place, limit })
  return toPage(rows.map(withKind), limit, (row): books.AccountPlace => [row.owner, row.purpose, row.currency])
}

export async function accountStatement(ctx: Ctx, { accountId, after, limit }: Input<typeof shapes.statementInput>): Promise<z.input<typeof shapes.Statement>> {
  const account = found(await books.findAccount(ctx.db, accountId))
  const { lines, next } = await statementOfAccount(ctx.db, accountId, account.side, { after, limit })
  return { account: withKind(account), items: lines.map((line) => ({ ...line, metadata: { ...line.metadata } })), next }
}

export async function getTransfer(ctx: Ctx, { transfer }: Input<typeof shapes.transferInput>): Promise<z.input<typeof shapes.Transfer>> {
  const row = found(await books.findTransfer(ctx.db, transfer), 'ledger.unknownTransfer')
  return { ...row, legs: await books.listLegs(ctx.db, row.id) }
}

/** Latest first: the open months, then the closed ones. */
export async function listPeriods(ctx: Ctx): Promise<z.input<typeof shapes.Periods>> {
  const closed = await books.listClosed(ctx.db)
  const open = openMonths(closed.at(-1)?.until ?? (await books.firstPostingSince(ctx.db, null)), ctx.now)
  const closable = closableMonth(open, ctx.now)
  const items = [
    ...closed.map(({ month, closedAt }) => ({ month, state: 'closed' as const, closedAt, closable: false })),
    ...open.map((month) => ({ month: month.slice(0, 7), state: 'open' as const, closedAt: null, closable: month === closable })),
  ]
  return { items: items.toReversed() }
}
