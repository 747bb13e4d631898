import { findFilm } from '#domains/cinema'
import { findMembersWith, findPeople, findPersonByEmail, findStaff, findWorkspaceBySlug } from '#domains/identity'
import { addPicture, pictureData } from '#domains/media'
import { methodsFor, type Method, seedPayment, seedPayout, seedRefund } from '#domains/payments'
import type { Person } from '#platform/actor'
import { after, clock, day, hour } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { payable, pot, refunds } from './accounts.ts'
import { conclude, settle } from './actions/end.ts'
import { createProject, editProject } from './actions/drafts.ts'
import { confirm } from './actions/arrive.ts'
import { addDocument } from './actions/papers.ts'
import { setBudget, setMilestones, setRewards, setTeam } from './actions/parts.ts'
import { payoutOf, setPayoutTo } from './actions/payout-to.ts'
import { decideProject, launchProject, submitProject } from './actions/review.ts'
import { askQuestion, answerQuestion, commentProject, followProject, postUpdate } from './actions/talk.ts'
import { pathOf } from './gifts.ts'
import { backKey, contributionSubject, milestoneSubject } from './rules/keys.ts'
import { covers } from './seed/covers.ts'
import { dice, fan, numberOf, word } from './seed/people.ts'
import { type DemoProject, draft, failed, live, submitted, succeeded } from './seed/projects.ts'
import { holdContribution, idsIn, insertContribution, moveContribution, tiePayment } from './store/contributions.ts'
import { proveWith } from './store/documents.ts'
import { answerRow, askRow, endPayout, payRow, readMilestones, readRewards } from './store/parts.ts'
import { enterProject, holdProject, moveProject, type ProjectRow, readProject, updateProject } from './store/projects.ts'

/** The demo's projects: three being funded, one that succeeded and is paid step by step, one that failed and gave everything back, one under review, one begun. */
export async function seed(ctx: Ctx): Promise<void> {
  const house = await findWorkspaceBySlug(ctx.db, 'harmattan-films')
  if (!house) return
  const [director, reviewer, viewer] = await Promise.all([makerOf(ctx, house.id), staffOf(ctx, 'reviewer'), staffOf(ctx, null)])
  const cast = { house: house.id, director, reviewer, viewer }
  await seedSucceeded(ctx, cast)
  await seedFailed(ctx, cast)
  for (const [i, one] of live.entries()) await seedLive(ctx, cast, one, 41 + i)
  const waiting = await write(at(ctx, director, -1), house.id, submitted)
  await submitProject(at(ctx, director, -1), { id: waiting })
  await begin(at(ctx, director, -2), house.id, draft)
}

interface Cast {
  house: string
  director: Person
  reviewer: Person
  viewer: Person
}

/** Somebody of the demo acting so many days from now. */
function at(ctx: Ctx, actor: Person, days: number): Ctx {
  return { ...ctx, actor, now: after(clock.now(), days * day) }
}

async function makerOf(ctx: Ctx, workspaceId: string): Promise<Person> {
  const [id] = await findMembersWith(ctx.db, workspaceId, 'projects.money')
  return personNamed(ctx, found(id))
}

async function staffOf(ctx: Ctx, role: 'reviewer' | null): Promise<Person> {
  const id = role ? (await findStaff(ctx.db, role))[0] : (await findPersonByEmail(ctx.db, 'awa.mensah@griot.example'))?.id
  return personNamed(ctx, found(id))
}

async function personNamed(ctx: Ctx, id: string): Promise<Person> {
  const facts = found((await findPeople(ctx.db, [id])).get(id))
  return {
    kind: 'person',
    id,
    name: facts.name,
    email: facts.email ?? '',
    emailVerified: true,
    lang: facts.lang,
    staff: [],
    memberships: [],
    via: 'session',
    sessionId: id,
    scopes: null,
  }
}

/** The words and figures of a project, through the studio's own actions. */
async function begin(ctx: Ctx, workspaceId: string, one: DemoProject): Promise<string> {
  const film = one.film ? await findFilm(ctx.db, one.film) : null
  const { id } = await createProject(ctx, { workspaceId, title: one.title, ...(film ? { filmSlug: film.slug } : {}) })
  const { summary, story, risks, country, goal, minimum, currency, model } = one
  const endsOn = after(clock.now(), one.ends * day)
    .toISOString()
    .slice(0, 10)
  await editProject(ctx, { id, summary, story, risks, country, goal, currency, model, endsOn, ...(minimum ? { minimum } : {}) })
  await setBudget(ctx, { id, lines: one.budget.map(([label, amount]) => ({ label, amount })) })
  await setTeam(ctx, { id, team: one.team.map(([name, role, bio]) => ({ name, role, bio })) })
  await setRewards(ctx, { id, rewards: one.rewards.map((reward) => ({ deliveredBy: null, shipped: false, ...reward })) })
  await setMilestones(ctx, { id, milestones: one.milestones.map(([title, basisPoints]) => ({ title, basisPoints, text: '', dueOn: null })) })
  await updateProject(ctx.db, id, { cover: pictureData(await addPicture(ctx, { bytes: await covers[one.cover]() })) }, ctx.now)
  return id
}

/** A project that could be submitted. */
async function write(ctx: Ctx, workspaceId: string, one: DemoProject): Promise<string> {
  const id = await begin(ctx, workspaceId, one)
  await seedDocument(ctx, id, 'Devis détaillé.pdf', 'reviewers', one.title)
  await seedDocument(ctx, id, 'Note d’intention.pdf', 'public', one.summary)
  const wallet = methodsFor({ currency: one.currency }).find((method) => method.paysOut && method.country === 'TG')
  await (wallet
    ? setPayoutTo(ctx, { id, kind: 'wallet', channel: wallet.channel, phone: '+22890112233', name: 'Kossi Adjovi' })
    : setPayoutTo(ctx, { id, kind: 'bank', iban: 'FR7630006000011234567890189', name: 'Harmattan Films' }))
  return id
}

/** A paper of one page. */
async function seedDocument(ctx: Ctx, projectId: string, name: string, visibility: 'reviewers' | 'public', line: string): Promise<string> {
  return (await addDocument(ctx, { projectId, name, visibility, bytes: onePage(line) })).id
}

/** The smallest PDF that shows one line (ISO 32000-1, 7.5). */
function onePage(line: string): Buffer {
  const plain = line
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/[()\\]/g, ' ')
    .slice(0, 90)
  const text = `BT /F1 14 Tf 60 760 Td (${plain}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const starts = objects.map((object, i) => {
    const start = body.length
    body += `${i + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(`${body}xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`)
}

async function opened(ctx: Ctx, cast: Cast, one: DemoProject): Promise<ProjectRow> {
  const id = await write(at(ctx, cast.director, one.launched - 9), cast.house, one)
  await submitProject(at(ctx, cast.director, one.launched - 8), { id })
  await decideProject(at(ctx, cast.reviewer, one.launched - 4), { id, verdict: 'approved', note: 'Beau dossier, budget clair.' })
  await launchProject(at(ctx, cast.director, one.launched), { id })
  return found(await readProject(ctx.db, id))
}

/** Gifts until the sum is reached, at the rhythm campaigns have: a rush, a steady walk, a rush. */
async function give(ctx: Ctx, project: ProjectRow, one: DemoProject, seedNumber: number): Promise<void> {
  const roll = dice(seedNumber)
  const amounts: number[] = []
  for (let left = one.raised; left > 0;) {
    const next = Math.min(left, one.gifts[Math.floor(roll() * one.gifts.length)]!)
    amounts.push(next)
    left -= next
  }
  const begun = project.launchedAt!.getTime()
  const last = Math.min(clock.now().getTime() - hour, project.endsAt!.getTime() - hour)
  const moments = amounts.map(() => begun + (last - begun) * rhythm(roll())).toSorted((a, b) => a - b)
  const rewards = await readRewards(ctx.db, project.id)
  for (const [i, amount] of amounts.entries()) {
    const offered = rewards.filter((reward) => reward.amount <= amount && !reward.shipped && reward.quantity === null)
    const rewardId = roll() < 0.5 ? (offered.at(-1)?.id ?? null) : null
    await giveOne({ ...ctx, now: new Date(moments[i]!) }, project, { amount, rewardId }, roll)
  }
}

/** Where in a campaign a gift falls, for an even throw. */
function rhythm(x: number): number {
  return x < 0.28 ? (x / 0.28) ** 2 * 0.2 : x > 0.84 ? 0.85 + ((x - 0.84) / 0.16) ** 0.5 * 0.15 : 0.2 + ((x - 0.28) / 0.56) * 0.65
}

interface Gift {
  amount: number
  rewardId: string | null
  by?: Person
}

async function giveOne(ctx: Ctx, project: ProjectRow, { amount, rewardId, by }: Gift, roll: () => number): Promise<void> {
  const { currency } = project
  const who = by ? { name: by.name, country: 'TG' } : fan(roll)
  const method = methodFor(project, who.country)
  const phone = method.flow === 'push' && method.country ? numberOf(method.country, roll) : null
  const source = roll() < 0.4 ? 'player' : roll() < 0.5 ? 'film' : roll() < 0.6 ? 'shared' : 'list'
  const contact = { userId: by?.id ?? null, email: by?.email ?? null, phone: null, lang: 'fr' as const, shipping: null }
  const how = { provider: method.provider, channel: method.channel, sandbox: method.sandbox, source } as const
  const how2 = { anonymous: !by && roll() < 0.15, hideAmount: !by && roll() < 0.2, message: word(roll), country: who.country, name: who.name }
  const expiresAt = after(ctx.now, hour)
  const id = await insertContribution(ctx.db, { projectId: project.id, rewardId, amount, currency, createdAt: ctx.now, expiresAt, ...contact, ...how, ...how2 })
  const payment = await seedPayment(ctx, {
    key: contributionSubject(id),
    subject: contributionSubject(id),
    workspaceId: project.workspaceId,
    money: { amount, currency },
    channel: method.channel,
    provider: method.provider,
    payer: { userId: contact.userId, name: who.name, email: contact.email, phone, country: who.country },
    credit: pot(project),
    description: project.title,
    lang: 'fr',
    returnPath: pathOf(id),
    expiresAt,
  })
  await tiePayment(ctx.db, id, payment.id)
  const row = found(await holdContribution(ctx.db, id))
  await confirm(ctx, found(await enterProject(ctx.db, project.id)), { ...row, holdsPlace: false }, amount)
}

/** A pretended way to pay from that country, or the paper voucher: never one that could move real money. */
function methodFor({ currency }: ProjectRow, country: string): Method {
  const all = methodsFor({ currency })
  const pretended = all.filter((method) => method.sandbox && method.provider !== 'voucher')
  return found(
    pretended.find((method) => method.country === country) ??
      pretended.find((method) => method.country === null) ??
      pretended[0] ??
      all.find((method) => method.provider === 'voucher'),
  )
}

async function seedLive(ctx: Ctx, cast: Cast, one: DemoProject, seedNumber: number): Promise<void> {
  const project = await opened(ctx, cast, one)
  await give(ctx, project, one, seedNumber)
  if (one.update) await postUpdate(at(ctx, cast.director, one.launched + 8), { id: project.id, title: one.update[0], text: one.update[1], forContributors: false })
  const viewer = at(ctx, cast.viewer, one.launched + 5)
  await followProject(viewer, { slug: project.slug })
  await commentProject(viewer, { slug: project.slug, text: 'J’attends ce film depuis que j’ai vu le premier. Bon courage !' })
  const { id } = await askQuestion(viewer, { slug: project.slug, text: 'Le film sera-t-il montré à Lomé avant d’aller en festival ?' })
  await answerQuestion(at(ctx, cast.director, one.launched + 6), {
    id,
    answer: 'Oui : une projection en plein air, annoncée ici d’abord, pour celles et ceux qui y ont contribué.',
  })
}

async function seedSucceeded(ctx: Ctx, cast: Cast): Promise<void> {
  const one = succeeded
  const project = await opened(ctx, cast, one)
  await giveOne({ ...ctx, now: after(project.launchedAt!, day) }, project, { amount: 25_000, rewardId: null, by: cast.viewer }, dice(3))
  await give(ctx, project, { ...one, raised: one.raised - 25_000 }, 7)
  await close(ctx, project, one)
  if (one.update) await postUpdate(at(ctx, cast.director, one.ends + 20), { id: project.id, title: one.update[0], text: one.update[1], forContributors: false })
  const milestones = await readMilestones(ctx.db, project.id)
  for (const [i, milestone] of milestones.slice(0, 2).entries())
    await payStep(ctx, cast, { project, milestone: milestone.id, amount: milestone.amount ?? 0 }, one.ends + 8 + i * 14)
  const last = milestones[2]!
  await prove(at(ctx, cast.director, -1), project, last.id, 'Le film est mixé et livré ; le lien de la copie est dans le document.')
}

interface Step {
  project: ProjectRow
  milestone: string
  amount: number
}

async function payStep(ctx: Ctx, cast: Cast, { project, milestone, amount }: Step, days: number): Promise<void> {
  await prove(at(ctx, cast.director, days), project, milestone, 'Feuilles de service et photos du plateau en pièce jointe.')
  const paid = at(ctx, cast.reviewer, days + 1)
  await answerRow(ctx.db, milestone, { state: 'approved', answer: null, by: cast.reviewer.id })
  const to = payoutOf(found(await readProject(ctx.db, project.id)))
  const money = { amount, currency: project.currency }
  const subject = milestoneSubject(milestone)
  const payout = await seedPayout(paid, { key: `${subject}:payout:1`, subject, workspaceId: project.workspaceId, money, to, debit: payable(project), description: project.title })
  await payRow(ctx.db, milestone, payout.id)
  await endPayout(ctx.db, payout.id, 'paid', paid.now)
}

async function prove(ctx: Ctx, project: ProjectRow, milestone: string, note: string): Promise<void> {
  const id = await seedDocument(ctx, project.id, 'Preuve.pdf', 'reviewers', note)
  await proveWith(ctx.db, project.id, milestone, [id])
  await askRow(ctx.db, milestone, { note, by: ctx.actor.kind === 'person' ? ctx.actor.id : null, at: ctx.now })
}

/** The last day has come and gone: decided and settled as the timed job does it. */
async function close(ctx: Ctx, project: ProjectRow, one: DemoProject): Promise<void> {
  const then = { ...ctx, now: after(clock.now(), (one.ends + 1) * day) }
  await moveProject(ctx.db, project.id, 'closing', then.now)
  await conclude(then, { ...found(await holdProject(ctx.db, project.id)), state: 'closing' })
  await settle(then, { projectId: project.id })
}

async function seedFailed(ctx: Ctx, cast: Cast): Promise<void> {
  const project = await opened(ctx, cast, failed)
  await give(ctx, project, failed, 11)
  await close(ctx, project, failed)
  const due = await idsIn(ctx.db, project.id, ['refund-due'])
  for (const [i, id] of due.entries()) {
    const row = found(await holdContribution(ctx.db, id))
    const then = { ...ctx, now: after(clock.now(), (failed.ends + 1) * day + (i + 1) * hour) }
    const asked = { key: backKey(id), subject: contributionSubject(id), paymentId: found(row.paymentId), amount: row.amount, debit: refunds(project), reason: project.title }
    const refund = await seedRefund(then, asked)
    await moveContribution(ctx.db, id, { state: 'refunded', refundId: refund.id, closedAt: then.now })
  }
}
