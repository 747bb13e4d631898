import type { Ctx } from '#platform/context'
import { found, Refusal, unless } from '#platform/refusal'
import { agencyOf } from '../../agency.ts'
import { distinct } from '../../rules/edits.ts'
import { fieldKey, whyCannotHaveChoices } from '../../rules/fields.ts'
import { countUses, fieldKeys, insertField, listFieldRows, orderFieldRows, readField, setRetired, updateField, type FieldRow } from '../../store/fields.ts'
import type { FieldType, RecordKind } from '../../types.ts'

const mostFields = 100

/** A new field of the agency's own. Its key is made from its label and never changes; the type neither. */
export async function createField(
  ctx: Ctx,
  given: { workspaceId?: string | undefined; kind: RecordKind; label: string; type: FieldType; choices: readonly string[] },
): Promise<FieldRow> {
  const workspaceId = await agencyOf(ctx, given.workspaceId)
  const choices = given.type === 'choice' || given.type === 'choices' ? distinct(given.choices) : []
  unless(whyCannotHaveChoices(given.type, choices))
  for (;;) {
    const taken = await fieldKeys(ctx.db, workspaceId, given.kind)
    if (taken.size >= mostFields) throw new Refusal('refused', 'crm.field.tooMany', { most: mostFields })
    const made = await insertField(ctx.db, workspaceId, { ...given, choices, key: fieldKey(given.label, taken) })
    if (made) return made
  }
}

/** Another label, other choices. A choice that is taken out stays in the records that have it, and can no longer be chosen. */
export async function editField(ctx: Ctx, given: { id: string; label?: string | undefined; choices?: readonly string[] | undefined }): Promise<FieldRow> {
  const before = found(await readField(ctx.db, given.id))
  const choices = given.choices && distinct(given.choices)
  if (choices) unless(whyCannotHaveChoices(before.type, choices))
  await updateField(ctx.db, given.id, { label: given.label, choices: before.type === 'choice' || before.type === 'choices' ? choices : undefined })
  return found(await readField(ctx.db, given.id))
}

export async function orderFields(ctx: Ctx, given: { workspaceId?: string | undefined; kind: RecordKind; ids: readonly string[] }): Promise<{ items: FieldRow[] }> {
  const workspaceId = await agencyOf(ctx, given.workspaceId)
  await orderFieldRows(ctx.db, workspaceId, given.kind, given.ids)
  return { items: await listFieldRows(ctx.db, workspaceId, given.kind) }
}

/** No longer shown or asked; the values stay and come back with it. */
export async function retireField(ctx: Ctx, { id }: { id: string }): Promise<{ records: number }> {
  const field = found(await readField(ctx.db, id))
  await setRetired(ctx.db, id, true)
  return { records: await countUses(ctx.db, field.workspaceId, field.kind, field.key) }
}

export async function reviveField(ctx: Ctx, { id }: { id: string }): Promise<FieldRow> {
  await setRetired(ctx.db, id, false)
  return found(await readField(ctx.db, id))
}
