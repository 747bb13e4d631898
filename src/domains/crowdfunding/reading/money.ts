import { balancesOf, statementOf, type StatementLine } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import type { z } from 'zod'
import { payable, pot, receivable } from '../accounts.ts'
import { publicProject } from '../queries.ts'
import { settlementKey } from '../rules/keys.ts'
import { fromProducer, type Part, trailKind } from '../rules/trail.ts'
import type { Trail } from '../schema.ts'
import { readMilestones } from '../store/parts.ts'
import { readMoney } from '../store/figures.ts'

type Line = z.output<typeof Trail>['lines'][number]

/** Lines of a producer's accounts that are read: payouts, and what banks took back after the settlement. */
const most = 1_000

/**
 * The money of a project as the ledger tells it, newest first. Until the settlement all of it is in the pot; after it the producer's part leaves milestone by milestone, and what banks take back
 * is taken off it. `balance` is what was left in all of them after each line.
 */
export async function projectMoney(ctx: Ctx, { slug, after, limit }: { slug: string; after?: string | undefined; limit: number }): Promise<z.output<typeof Trail>> {
  const project = await publicProject(ctx, slug)
  const [balances, owed, debts, page, money] = await Promise.all([
    balancesOf(ctx.db, `project:${project.id}`),
    statementOf(ctx.db, payable(project), { limit: most }),
    statementOf(ctx.db, receivable(project), { limit: most }),
    statementOf(ctx.db, pot(project), { ...(after ? { after } : {}), limit }),
    readMoney(ctx.db, project.id),
  ])
  const held = (purpose: string) => balances.find((one) => one.purpose === purpose && one.currency === project.currency)?.posted ?? 0
  const producer = held('payable') - held('receivable')
  const titles = new Map((await readMilestones(ctx.db, project.id)).map((one) => [`milestone:${one.id}`, one.title]))
  const paidOut = -owed.lines.filter((line) => line.reason === 'payout').reduce((sum, line) => sum + line.amount, 0)
  const settled = page.lines.filter((line) => line.key === settlementKey(project.id))
  const ofProducer = after ? [] : fromProducer(owed.lines, debts.lines, producer)
  const lines = [
    ...ofProducer.map((line) => producerLine(line, titles)),
    ...settledLines(settled, owed.lines),
    ...page.lines.filter((line) => !settled.includes(line)).map(potLine),
  ]
  // What counts as given is with the producer, was paid to them, or is the platform's.
  const fees = project.settledAt && project.raisedAtEnd !== null && project.state !== 'failed' && project.state !== 'cancelled' ? money.confirmed - paidOut - producer : 0
  const totals = { in: money.confirmed + money.back + money.disputed, refunded: money.back, takenBack: money.disputed, fees, paidOut, left: held('pot') + producer }
  return { currency: project.currency, ...totals, lines, next: page.next }
}

const label = (line: StatementLine): string => (typeof line.metadata.provider === 'string' ? line.metadata.provider : '')

function producerLine({ at, reason, reference, amount, balance }: Part, titles: ReadonlyMap<string, string>): Line {
  return { at, kind: trailKind(reason, amount), amount, label: titles.get(reference ?? '') ?? '', balance }
}

/** The pot empties into the fee, which leaves, and the producer's part, which stays: one line, the fee. */
function settledLines(fromPot: readonly StatementLine[], payables: readonly StatementLine[]): Line[] {
  const [last] = fromPot
  if (!last) return []
  const taken = fromPot.reduce((sum, line) => sum + line.amount, 0)
  const kept = payables.filter((line) => line.key === last.key).reduce((sum, line) => sum + line.amount, 0)
  return taken + kept === 0 ? [] : [{ at: last.at, kind: 'fee', amount: taken + kept, label: '', balance: kept }]
}

function potLine(line: StatementLine): Line {
  return { at: line.at, kind: trailKind(line.reason, line.amount), amount: line.amount, label: label(line), balance: line.balance }
}
