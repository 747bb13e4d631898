import { checkPhone, type Method, methodsFor, startPayment } from '#domains/payments'
import type { Ctx } from '#platform/context'
import { announce } from '#platform/events'
import type { Currency } from '#platform/money'
import { toMajor } from '#platform/money'
import { found, Refusal, unless } from '#platform/refusal'
import { localeOf } from '#platform/text'
import type { z } from 'zod'
import { pot } from '../accounts.ts'
import { contributionStarted } from '../events.ts'
import { pathOf, shown } from '../gifts.ts'
import { isShown } from '../present.ts'
import { expiryOf, whyCannotContribute } from '../rules/contribution.ts'
import { contributionSubject } from '../rules/keys.ts'
import type { Contribution, ContributionInput } from '../schema.ts'
import { insertContribution, readContribution, tiePayment } from '../store/contributions.ts'
import { readReward, type RewardRow, takePlace } from '../store/parts.ts'
import { enterProject, type ProjectRow } from '../store/projects.ts'

type Input = z.output<typeof ContributionInput>

/**
 * Contributes, with or without an account: takes the reward's place, writes the row and asks for the payment, all or nothing. The provider is spoken to after commit. Refuses with every wrong
 * field at once; `crowdfunding.rewardGone` when somebody was faster.
 */
export async function contribute(ctx: Ctx, input: Input): Promise<Contribution> {
  const { db } = ctx
  const project = await enterProject(db, input.slug)
  if (!project || !isShown(project)) throw new Refusal('missing', 'crowdfunding.noSuchProject')
  const reward = input.rewardId ? found(await readReward(db, project.id, input.rewardId), 'crowdfunding.noSuchReward') : null
  const method = methodOf(project, input)
  const payer = payerOf(ctx, input, method)
  const asked = { state: project.state, endsAt: project.endsAt, amount: input.amount, reward, method, shipping: input.shipping || null, ...payer }
  unless(whyCannotContribute(asked, ctx.now, (amount) => money(ctx, amount, project.currency)))
  if (reward && !(await takePlace(db, reward.id))) throw new Refusal('conflict', 'crowdfunding.rewardGone', {}, [{ field: 'rewardId', code: 'crowdfunding.rewardGone' }])
  const id = await write(ctx, { project, input, method, reward, payer })
  await announce(db, contributionStarted(project, { id, amount: input.amount, currency: project.currency }))
  return shown(ctx, found(await readContribution(db, id)))
}

function methodOf(project: ProjectRow, { provider, channel }: Input): Method {
  const method = methodsFor({ currency: project.currency }).find((one) => one.provider === provider && one.channel === channel)
  if (!method) throw new Refusal('invalid', 'crowdfunding.noSuchMethod', {}, [{ field: 'channel', code: 'crowdfunding.noSuchMethod' }])
  return method
}

interface Payer {
  phone: string | null
  email: string | null
}

function payerOf(ctx: Ctx, { phone, email, country }: Input, method: Method): Payer {
  const own = ctx.actor.kind === 'person' && ctx.actor.emailVerified ? ctx.actor.email : null
  const checked = phone ? checkPhone(phone, country ?? method.country, method.flow === 'push' ? method.channel : undefined).phone : null
  return { phone: checked, email: email ?? own }
}

function money(ctx: Ctx, amount: number, currency: Currency): string {
  return new Intl.NumberFormat(localeOf(ctx.lang), { style: 'currency', currency }).format(toMajor({ amount, currency }) as Intl.StringNumericLiteral)
}

interface Agreed {
  project: ProjectRow
  input: Input
  method: Method
  reward: RewardRow | null
  payer: Payer
}

async function write(ctx: Ctx, { project, input, method, reward, payer }: Agreed): Promise<string> {
  const { amount, name, country = null, anonymous, hideAmount, source } = input
  const userId = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const expiresAt = expiryOf(method.flow, ctx.now, project.endsAt!)
  const how = { provider: method.provider, channel: method.channel, sandbox: method.sandbox, source, lang: ctx.lang }
  const who = { userId, name, country, anonymous, hideAmount, message: input.message || null, shipping: input.shipping || null, ...payer }
  const what = { projectId: project.id, rewardId: reward?.id ?? null, amount, currency: project.currency, createdAt: ctx.now, expiresAt }
  const id = await insertContribution(ctx.db, { ...what, ...who, ...how })
  const payment = await startPayment(ctx, {
    key: contributionSubject(id),
    subject: contributionSubject(id),
    workspaceId: project.workspaceId,
    money: { amount, currency: project.currency },
    channel: method.channel,
    provider: method.provider,
    payer: { userId, name, email: payer.email, phone: payer.phone, country },
    credit: pot(project),
    description: project.title.slice(0, 80),
    lang: ctx.lang,
    returnPath: pathOf(id),
    expiresAt,
    save: method.saves && project.model === 'all-or-nothing',
  })
  await tiePayment(ctx.db, id, payment.id)
  return id
}
