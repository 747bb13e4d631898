/** One transfer as the accounts of a producer show it. */
export interface Part {
  id: string
  at: Date
  reason: string
  reference: string | null
  amount: number
  balance: number
}

/** What a line of the money trail is, by the ledger's reason and its sign. */
export function trailKind(reason: string, amount: number): 'in' | 'refund' | 'payout' | 'taken-back' | 'given-back' {
  if (reason === 'charge-back') return 'taken-back'
  if (reason === 'reinstatement') return 'given-back'
  if (reason === 'payout') return 'payout'
  return amount > 0 ? 'in' : 'refund'
}

/**
 * What moved between a producer and the house after the settlement, newest first: what they are owed less what they owe, each transfer told once. `balance`: of both accounts now; each part gets
 * what was left after it. The settlement itself, and what was only kept back from a payout, are no lines.
 */
export function fromProducer(owed: readonly Part[], debts: readonly Part[], balance: number): Part[] {
  const byTransfer = new Map<string, Part>()
  for (const [lines, sign] of [[owed, 1] as const, [debts, -1] as const]) {
    for (const line of lines) {
      const known = byTransfer.get(line.id)
      byTransfer.set(line.id, { ...line, amount: (known?.amount ?? 0) + sign * line.amount })
    }
  }
  let left = balance
  const newestFirst = [...byTransfer.values()].toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
  return newestFirst
    .map((line) => {
      const told = { ...line, balance: left }
      left -= line.amount
      return told
    })
    .filter((line) => line.amount !== 0 && line.reason !== 'settlement')
}
