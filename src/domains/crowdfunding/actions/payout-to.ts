import { channels, checkPhone, type Destination, methodsFor } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { type FieldRefusal, found, Refusal } from '#platform/refusal'
import { open, seal } from '#platform/secrets'
import type { z } from 'zod'
import { maskedPhone } from '../rules/contribution.ts'
import { isIban, maskedIban, plainIban } from '../rules/payout.ts'
import { isLaunched } from '../rules/project.ts'
import type { PayoutTo } from '../schema.ts'
import { holdProject, type PayoutShown, type ProjectRow, updateProject } from '../store/projects.ts'
import { type Ref } from './edit.ts'
import { tellMakers } from './tell.ts'

const purpose = 'payout'
/** Until the last milestone is paid the producer may give another account. */
const closed: readonly ProjectRow['state'][] = ['refused', 'failed', 'cancelled', 'completed']

/** Where the producer is paid: sealed, shown masked. A change after the launch is told to everyone who may see the money. */
export async function setPayoutTo(ctx: Ctx, { id, ...asked }: z.output<typeof PayoutTo>): Promise<Ref> {
  const project = found(await holdProject(ctx.db, id), 'crowdfunding.noSuchProject')
  if (closed.includes(project.state)) throw new Refusal('conflict', 'crowdfunding.notEditable', { state: project.state })
  const { to, shown } = asked.kind === 'wallet' ? walletOf(project, asked) : bankOf(asked)
  await updateProject(ctx.db, id, { payoutTo: seal(purpose, Buffer.from(JSON.stringify(to))), payoutShown: shown }, ctx.now)
  if (isLaunched(project.state)) await tellMakers(ctx.db, project, 'payoutChanged', { label: shown.label }, { money: true })
  return { id, slug: project.slug, updatedAt: ctx.now }
}

type Asked = Omit<z.output<typeof PayoutTo>, 'id'>
interface Where {
  to: Destination
  shown: PayoutShown
}

function walletOf(project: ProjectRow, { channel, phone, name }: Asked): Where {
  const ways = methodsFor({ currency: project.currency }).filter((one) => one.paysOut)
  const known = channels.find((one) => one === channel && ways.some((way) => way.channel === one))
  if (!known) throw wrong({ field: 'channel', code: 'crowdfunding.noSuchMethod' })
  if (!phone) throw wrong({ field: 'phone', code: 'crowdfunding.needsPhone' })
  const checked = checkPhone(phone, project.country, known).phone
  return { to: { kind: 'wallet', channel: known, phone: checked, name }, shown: { kind: 'wallet', label: `${known} ${maskedPhone(checked)}`, name } }
}

function bankOf({ iban, bic, name }: Asked): Where {
  if (!iban || !isIban(iban)) throw wrong({ field: 'iban', code: 'crowdfunding.badIban' })
  return { to: { kind: 'bank', iban: plainIban(iban), bic: bic || null, name }, shown: { kind: 'bank', label: maskedIban(iban), name } }
}

const wrong = (field: FieldRefusal): Refusal => new Refusal('invalid', field.code, {}, [field])

/** The account itself, for the payout alone. */
export function payoutOf(project: ProjectRow): Destination {
  if (!project.payoutTo) throw new Refusal('conflict', 'crowdfunding.needsPayout')
  return JSON.parse(open(purpose, project.payoutTo).toString()) as Destination
}
