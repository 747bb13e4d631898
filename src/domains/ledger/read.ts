import { z } from 'zod'
import type { Db } from '#platform/context'
import type { Currency } from '#platform/money'
import { decodeCursor, toPage } from '#platform/operation'
import { findTransfer, listLegs, type TransferRow } from './books.ts'
import * as store from './store.ts'
import { type AccountRef, type Balance, type Purpose, purposes, type StatementLine } from './types.ts'

const none: Balance = { posted: 0, pendingIn: 0, pendingOut: 0, available: 0 }

/** An account nobody has posted to yet is empty. */
export async function balanceOf(db: Db, account: AccountRef): Promise<Balance> {
  return (await store.findBalance(db, account)) ?? none
}

/** Every account of one owner. */
export async function balancesOf(db: Db, owner: string): Promise<({ purpose: Purpose; currency: Currency } & Balance)[]> {
  return (await store.listBalances(db, [owner])).map(({ owner: _owner, ...balance }) => balance)
}

/** Every account of several owners, told by owner: for lists, in one round trip. */
export async function balancesOfAll(db: Db, owners: readonly string[]): Promise<({ owner: string; purpose: Purpose; currency: Currency } & Balance)[]> {
  return owners.length === 0 ? [] : store.listBalances(db, owners)
}

const place = z.tuple([z.string().regex(/^[\d :.+-]{10,40}$/), z.uuid(), z.int().min(1).max(32_767)])

/** What went in and out of an account, newest first, each line with the balance after it. `after` is the `next` of the page before. */
export async function statementOf(db: Db, account: AccountRef, page: { after?: string; limit: number }): Promise<{ lines: StatementLine[]; next: string | null }> {
  const id = await store.findAccountId(db, account)
  return id ? statementOfAccount(db, id, purposes[account.purpose].side, page) : { lines: [], next: null }
}

export async function statementOfAccount(
  db: Db,
  accountId: string,
  side: 'debit' | 'credit',
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ lines: StatementLine[]; next: string | null }> {
  const from = decodeCursor(after, place)
  const found = await store.listPostings(db, accountId, from && { at: from[0], transferId: from[1], leg: from[2] }, limit)
  const sign = side === 'debit' ? 1 : -1
  let balance = sign * found.balance
  const { items, next } = toPage(found.rows, limit, (row) => [row.place, row.id, row.leg])
  const lines = items.map(({ id, key, at, reason, reference, metadata, debit, credit }) => {
    const amount = sign * (debit - credit)
    const line = { id, key, at, reason, reference, metadata, amount, balance: balance === 0 ? 0 : balance }
    balance -= amount
    return line
  })
  return { lines, next }
}

/** A transfer with its legs, by its key: for the timeline of what it is about. */
export async function findTransferByKey(db: Db, key: string): Promise<(TransferRow & { legs: Awaited<ReturnType<typeof listLegs>> }) | null> {
  const row = await findTransfer(db, key)
  return row && { ...row, legs: await listLegs(db, row.id) }
}
