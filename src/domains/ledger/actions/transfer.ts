import { clock } from '#platform/clock'
import type { Db } from '#platform/context'
import { Refusal, unless } from '#platform/refusal'
import { whyCannotPost } from '../rules.ts'
import * as store from '../store.ts'
import type { NewTransfer, Posted } from '../types.ts'

/**
 * Posts a transfer, or announces it (`pending`), in the caller's transaction and one round trip. The same key with the same legs answers the first transfer.
 * Refuses `ledger.keyReused` (other legs), `ledger.notEnough` (an account with a floor), `ledger.periodClosed`, and what `whyCannotPost` says. A refusal writes nothing.
 */
export async function postTransfer(db: Db, transfer: NewTransfer): Promise<Posted> {
  unless(whyCannotPost(transfer))
  return store.post(db, transfer, clock.now())
}

/**
 * The announced money came (`posted`) or will not come. `amount` when less came than was announced, of a transfer of one leg; the rest is let go. Repeating is harmless.
 * Refuses `ledger.unknownTransfer`, `ledger.alreadyPosted` and `ledger.alreadyVoided` (said otherwise before), `ledger.wrongAmount`.
 */
export async function settleTransfer(db: Db, key: string, posted: boolean, amount?: number): Promise<Posted> {
  if (amount !== undefined && (!posted || !Number.isSafeInteger(amount) || amount <= 0)) throw new Refusal('invalid', 'ledger.wrongAmount')
  return store.settle(db, key, posted, amount ?? null, clock.now())
}

/**
 * Gives back all that the posted transfer `of` (its key) moved, by a transfer of its own under `key`. Once only; repeating with the same key is harmless.
 * Refuses `ledger.unknownTransfer`, `ledger.notPosted`, `ledger.alreadyReversed`, `ledger.isReversal`, `ledger.notEnough`.
 */
export async function reverseTransfer(db: Db, one: { key: string; of: string; reason: string }): Promise<Posted> {
  return store.reverse(db, one, clock.now())
}
