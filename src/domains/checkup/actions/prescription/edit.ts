import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { Refusal } from '#platform/refusal'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { PlanLine } from '../../rules/prescription/plan.ts'
import type { PlanEdit, PlanLineEdit, PlanRef } from '../../schema/prescription.ts'
import { changePlan } from '../../store/prescriptions.ts'
import { changedRef, dayIn, editedPlan } from './draft.ts'
import { translated } from './words.ts'

/** What the coach makes of the draft: conditions, word to the artist, and the whole list of lines. Nothing reaches the artist before it is sent. */
export async function editPrescription(ctx: Ctx, { id, version, lines, ...facts }: z.output<typeof PlanEdit>): Promise<z.input<typeof PlanRef>> {
  const plan = await editedPlan(ctx, id, version)
  if (facts.startsOn && facts.startsOn !== plan.startsOn && facts.startsOn < dayIn(ctx.now))
    throw new Refusal('invalid', 'checkup.startPast', {}, [{ field: 'startsOn', code: 'checkup.startPast' }])
  const written = lines ? writtenLines(plan.lines, lines) : plan.lines
  const spoken = facts.lang && facts.lang !== plan.lang ? translated(written, facts.lang) : written
  await changePlan(ctx.db, id, { ...facts, lines: spoken, coachId: callerIn(ctx).id }, ctx.now, true)
  return changedRef(ctx, id)
}

/** The lines as sent back: what they come from is kept by the server; words that a person changed are that person's. */
function writtenLines(before: readonly PlanLine[], edits: readonly z.output<typeof PlanLineEdit>[]): PlanLine[] {
  const known = new Map(before.map((line) => [line.key, line]))
  const used = new Set<string>()
  return edits.map(({ key, ...edit }, place) => {
    if (key !== undefined && (!known.has(key) || used.has(key))) throw new Refusal('invalid', 'platform.invalid', {}, [{ field: `lines.${place}.key`, code: 'checkup.noSuchLine' }])
    const was = key === undefined ? null : known.get(key)!
    if (key !== undefined) used.add(key)
    const isSame = was !== null && was.title === edit.title && was.text === edit.text
    if (was) return { ...was, ...edit, wording: isSame ? was.wording : 'person', model: isSame ? was.model : null }
    return { key: `own-${randomUUID().slice(0, 8)}`, action: null, ...edit, why: null, effects: [], wording: 'person', model: null }
  })
}
