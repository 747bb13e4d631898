import { callerIn, findPeople } from '#domains/identity'
import { artistsOf } from '#domains/crm'
import type { Ctx } from '#platform/context'
import { isLang, type Lang } from '#platform/text'
import { found, Refusal, unless } from '#platform/refusal'
import type { z } from 'zod'
import { latestCheckup } from '../../reading/latest.ts'
import { type Conditions, prescribe } from '../../rules/prescription/prescribe.ts'
import { whyCannotEdit, whyNotLatest } from '../../rules/prescription/plan.ts'
import { limitsOf, usualHours } from '../../rules/prescription/offers.ts'
import type { PlanDraft, PlanRef, PlanRenewal } from '../../schema/prescription.ts'
import { readCheckup } from '../../store/checkups.ts'
import { changePlan, insertPlan, lockPlan, type PlanRow } from '../../store/prescriptions.ts'
import { sayPlan } from './tell.ts'
import { lineOf } from './words.ts'

type Ref = z.input<typeof PlanRef>
export const refOf = ({ id, state, version, sentVersion }: PlanRow): Ref => ({ id, state, version, sentVersion })

/** A draft made from a finished check-up by the rules. Refuses `checkup.checkupNeeded`, and `checkup.draftUnderWay` while another is being written for the artist. */
export async function draftPrescription(ctx: Ctx, input: z.output<typeof PlanDraft>): Promise<Ref> {
  const artist = (await artistsOf(ctx.db, [input.recordId])).get(input.recordId)
  if (!artist) throw new Refusal('refused', 'checkup.artistsOnly')
  const checkup = input.checkupId ? await readCheckup(ctx.db, input.checkupId) : await latestCheckup(ctx.db, input.recordId)
  if (!checkup?.result || checkup.recordId !== input.recordId || !checkup.finishedAt) throw new Refusal('refused', 'checkup.checkupNeeded')
  const today = dayIn(ctx.now)
  const conditions: Conditions = { offer: input.offer, startsOn: input.startsOn ?? nextMonday(ctx.now), hoursWeek: input.hoursWeek ?? usualHours }
  if (conditions.startsOn < today) throw new Refusal('invalid', 'checkup.startPast', {}, [{ field: 'startsOn', code: 'checkup.startPast' }])
  const lang = input.lang ?? (await languageOf(ctx, artist.accountId, artist.languages))
  const lines = prescribe(checkup.result, conditions).map((one) => lineOf(one, lang))
  const { workspaceId, invented } = artist
  const facts = { workspaceId, recordId: artist.id, checkupId: checkup.id, ...conditions, lang, lines, coachId: callerIn(ctx).id, invented }
  const id = await insertPlan(ctx.db, facts, ctx.now)
  if (!id) throw new Refusal('conflict', 'checkup.draftUnderWay')
  await sayPlan(ctx.db, { id, workspaceId })
  return { id, state: 'draft', version: 1, sentVersion: null }
}

/** The rules asked again under other conditions: what they gave before is replaced, what was added by hand stays. */
export async function renewPrescription(ctx: Ctx, { id, version, offer, startsOn, hoursWeek }: z.output<typeof PlanRenewal>): Promise<Ref> {
  const plan = await editedPlan(ctx, id, version)
  const checkup = plan.checkupId ? await readCheckup(ctx.db, plan.checkupId) : null
  if (!checkup?.result) throw new Refusal('refused', 'checkup.checkupNeeded')
  const conditions: Conditions = { offer: offer ?? plan.offer, startsOn: startsOn ?? plan.startsOn, hoursWeek: hoursWeek ?? plan.hoursWeek }
  if (conditions.startsOn < dayIn(ctx.now)) throw new Refusal('invalid', 'checkup.startPast', {}, [{ field: 'startsOn', code: 'checkup.startPast' }])
  const own = plan.lines.filter(({ action }) => action === null)
  const room = Math.max(0, limitsOf[conditions.offer].steps - own.length)
  const proposed = prescribe(checkup.result, conditions).slice(0, room)
  const lines = [...proposed.map((one) => lineOf(one, plan.lang)), ...own].toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
  await changePlan(ctx.db, id, { ...conditions, lines, coachId: callerIn(ctx).id }, ctx.now, true)
  return changedRef(ctx, id)
}

/** The plan, held, if it may be edited by somebody who has read this version. */
export async function editedPlan(ctx: Ctx, id: string, version: number): Promise<PlanRow> {
  const plan = found(await lockPlan(ctx.db, id))
  unless(whyCannotEdit(plan.state))
  unless(whyNotLatest(plan.version, version))
  return plan
}

/** What an edit answers; everyone who looks at the plan sees it move. */
export async function changedRef(ctx: Ctx, id: string): Promise<Ref> {
  const plan = found(await lockPlan(ctx.db, id))
  await sayPlan(ctx.db, plan)
  return refOf(plan)
}

export const dayIn = (now: Date): string => now.toISOString().slice(0, 10)

function nextMonday(now: Date): string {
  const days = (8 - now.getUTCDay()) % 7 || 7
  return dayIn(new Date(now.getTime() + days * 86_400_000))
}

async function languageOf(ctx: Ctx, accountId: string | null, languages: readonly string[]): Promise<Lang> {
  const account = accountId ? (await findPeople(ctx.db, [accountId])).get(accountId)?.lang : null
  return account ?? languages.map((one) => one.slice(0, 2)).find(isLang) ?? ctx.lang
}
