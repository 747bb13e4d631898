import { balancesOf, statementOf, type StatementLine } from '#domains/ledger'
import type { Ctx } from '#platform/context'
import type { z } from 'zod'
import { payable, pot } from '../accounts.ts'
import { publicProject } from '../queries.ts'
import { settlementKey } from '../rules/keys.ts'
import type { Trail } from '../schema.ts'
import { readMilestones } from '../store/parts.ts'
import { readMoney } from '../store/figures.ts'
import type { ProjectRow } from '../store/projects.ts'

type Line = z.output<typeof Trail>['lines'][number]

/**
 * The money of a project as the ledger tells it, newest first. Until the settlement all of it is in the pot; after it the producer's part leaves milestone by milestone. `balance` is what was
 * left in both after each line.
 */
export async function projectMoney(ctx: Ctx, { slug, after, limit }: { slug: string; after?: string | undefined; limit: number }): Promise<z.output<typeof Trail>> {
  const project = await publicProject(ctx, slug)
  const [balances, first, page, money] = await Promise.all([
    balancesOf(ctx.db, `project:${project.id}`),
    after ? { lines: [], next: null } : statementOf(ctx.db, payable(project), { limit: 100 }),
    statementOf(ctx.db, pot(project), { ...(after ? { after } : {}), limit }),
    readMoney(ctx.db, project.id),
  ])
  const left = balances.filter((one) => one.currency === project.currency && (one.purpose === 'pot' || one.purpose === 'payable')).reduce((sum, one) => sum + one.posted, 0)
  const titles = new Map((await readMilestones(ctx.db, project.id)).map((one) => [`milestone:${one.id}`, one.title]))
  const paidOut = first.lines.filter((line) => line.reason === 'payout')
  const settled = page.lines.filter((line) => line.key === settlementKey(project.id))
  const lines = [...paidOut.map((line) => payoutLine(line, titles)), ...settledLines(settled, first.lines), ...page.lines.filter((line) => !settled.includes(line)).map(potLine)]
  return { currency: project.currency, ...totals(project, money, left), lines, next: page.next }
}

const label = (line: StatementLine): string => (typeof line.metadata.provider === 'string' ? line.metadata.provider : '')

function payoutLine(line: StatementLine, titles: ReadonlyMap<string, string>): Line {
  return { at: line.at, kind: 'payout', amount: line.amount, label: titles.get(line.reference ?? '') ?? '', balance: line.balance }
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
  return { at: line.at, kind: line.amount > 0 ? 'in' : 'refund', amount: line.amount, label: label(line), balance: line.balance }
}

function totals(
  project: ProjectRow,
  money: { confirmed: number; back: number; payable: number; paidOut: number },
  left: number,
): { in: number; refunded: number; fees: number; paidOut: number; left: number } {
  const fees = project.settledAt && project.raisedAtEnd ? project.raisedAtEnd - money.payable : 0
  return { in: money.confirmed + money.back, refunded: money.back, fees, paidOut: money.paidOut, left }
}
