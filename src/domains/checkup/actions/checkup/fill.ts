import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { type FieldRefusal, found, Refusal } from '#platform/refusal'
import { publish } from '#platform/stream'
import { standing } from '../../reading/checkups.ts'
import { criterionOf } from '../../rules/grid/criteria.ts'
import type { AnswerWord } from '../../rules/grid/score.ts'
import { type KeptAnswer, readCheckup, updateAnswers } from '../../store/checkups.ts'

interface Given {
  criterion: string
  answer?: AnswerWord | null | undefined
  score?: number | null | undefined
  reason?: string | null | undefined
}

/**
 * Answers criteria by hand, or sets their score with a reason. Only the named criteria are touched: two people fill one check-up together. Answers the score that comes of it.
 * Refuses `checkup.noSuchCriterion`, `checkup.reasonNeeded`, `checkup.alreadyFinished`.
 */
export async function fillCheckup(ctx: Ctx, { id, answers }: { id: string; answers: readonly Given[] }) {
  const person = callerIn(ctx)
  const row = found(await readCheckup(ctx.db, id, true))
  const wrong = answers.flatMap((one, place) => whyWrong(one, place))
  if (wrong.length > 0) throw new Refusal('invalid', 'platform.invalid', {}, wrong)
  const kept: Record<string, KeptAnswer> = {}
  const taken: string[] = []
  for (const one of answers) {
    const next = merged({ ...row.answers[one.criterion], ...kept[one.criterion] }, one)
    if (next.answer === undefined && next.score === undefined) taken.push(one.criterion)
    else kept[one.criterion] = { ...next, by: person.id, at: ctx.now.toISOString() }
  }
  if (!(await updateAnswers(ctx.db, id, kept, taken))) throw new Refusal('conflict', 'checkup.alreadyFinished')
  const now = found(await readCheckup(ctx.db, id))
  const { result } = await standing(ctx, now)
  await publish(ctx.db, `checkup:${id}`, { version: now.version })
  return { id, version: now.version, score: result.score, confidence: result.confidence }
}

function whyWrong({ criterion, score, reason }: Given, place: number): FieldRefusal[] {
  if (!criterionOf.has(criterion)) return [{ field: `answers.${place}.criterion`, code: 'checkup.noSuchCriterion' }]
  return typeof score === 'number' && !reason ? [{ field: `answers.${place}.reason`, code: 'checkup.reasonNeeded' }] : []
}

/** `null` takes back, `undefined` leaves. */
function merged(before: Partial<KeptAnswer>, given: Given): Pick<KeptAnswer, 'answer' | 'score' | 'reason'> {
  const answer = given.answer === undefined ? before.answer : (given.answer ?? undefined)
  const score = given.score === undefined ? before.score : (given.score ?? undefined)
  const reason = score === undefined ? undefined : (given.reason ?? before.reason)
  return { ...(answer ? { answer } : {}), ...(score === undefined ? {} : { score, reason: reason ?? '' }) }
}
