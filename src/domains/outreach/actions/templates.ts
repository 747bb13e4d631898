import { fieldKeysOf, findRecords } from '#domains/crm'
import { callerIn } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { type FieldRefusal, found, Refusal } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import { knownVariables, valuesOf } from '../reading/values.ts'
import { fill, oneLine, whatIsWrong } from '../rules/variables.ts'
import type { Previewing, TemplateDraft, TemplateEdit } from '../schema/templates.ts'
import { countUses, insertTemplate, readTemplate, setRetired, updateTemplate } from '../store/templates.ts'
import type { TemplateChannel, Wordings } from '../types.ts'

type Texts = Pick<TemplateDraft, 'fr' | 'en'>

/** The wording as it is kept: languages without a body are left out. Refuses a template that says nothing, a mail that has no subject in any language, variables that stand for nothing. */
async function checked(ctx: Ctx, workspaceId: string, { fr, en }: Texts): Promise<Wordings> {
  const wording: Wordings = { ...(fr?.body ? { fr } : {}), ...(en?.body ? { en } : {}) }
  if (!wording.fr && !wording.en) throw invalid([{ field: 'fr.body', code: 'outreach.noWords' }])
  const known = knownVariables(await fieldKeysOf(ctx.db, workspaceId))
  const wrong = Object.entries(wording).flatMap(([lang, said]) =>
    (['subject', 'body'] as const).flatMap((part): FieldRefusal[] => {
      const fault = said && whatIsWrong(said[part], known)
      if (!fault) return []
      if (fault.kind === 'brace') return [{ field: `${lang}.${part}`, code: 'outreach.openBrace' }]
      return [{ field: `${lang}.${part}`, code: 'outreach.unknownVariable', params: { names: fault.names.slice(0, 5).join(', ').slice(0, 200) } }]
    }),
  )
  if (wrong.length > 0) throw invalid(wrong)
  return wording
}

const invalid = (fields: FieldRefusal[]): Refusal => new Refusal('invalid', 'platform.invalid', {}, fields)
const networkOf = (channel: TemplateChannel, network: string | null | undefined): string | null => (channel === 'dm' ? (network ?? 'instagram') : null)

export async function createMessageTemplate(ctx: Ctx, { workspaceId: asked, name, channel, network, ...texts }: TemplateDraft): Promise<{ id: string; version: number }> {
  const workspaceId = await agencyOf(ctx, asked)
  const wording = await checked(ctx, workspaceId, texts)
  return { id: await insertTemplate(ctx.db, workspaceId, { name, channel, network: networkOf(channel, network), wording, by: callerIn(ctx).id, now: ctx.now }), version: 1 }
}

/** A new version; those who were written to keep what they got. Refuses `outreach.changedMeanwhile` when another person saved in between. */
export async function editMessageTemplate(ctx: Ctx, { id, name, network, version, ...texts }: TemplateEdit): Promise<{ id: string; version: number }> {
  const before = found(await readTemplate(ctx.db, id))
  const wording = await checked(ctx, before.workspaceId, texts)
  const next = await updateTemplate(ctx.db, id, { name, network: networkOf(before.channel, network ?? before.network), wording, version, by: callerIn(ctx).id, now: ctx.now })
  if (next === null) throw new Refusal('conflict', 'outreach.changedMeanwhile', { version: before.version })
  return { id, version: next }
}

/** Out of the lists; sequences that run with it keep it. `back` takes it up again. Refuses while a sequence needs it. */
export async function retireMessageTemplate(ctx: Ctx, { id, back }: { id: string; back: boolean }): Promise<Record<string, never>> {
  const uses = back ? 0 : await countUses(ctx.db, id)
  if (uses > 0) throw new Refusal('refused', 'outreach.templateInUse', { n: uses })
  await setRetired(ctx.db, id, back ? null : ctx.now)
  return {}
}

/** A wording as a record would read it, saved or not. */
export async function previewMessage(ctx: Ctx, { recordId, subject, body, lang }: Previewing) {
  const record = found((await findRecords(ctx.db, [recordId])).get(recordId))
  const values = found((await valuesOf(ctx.db, record.workspaceId, [recordId], callerIn(ctx).id, lang ?? ctx.lang)).get(recordId))
  const known = knownVariables(await fieldKeysOf(ctx.db, record.workspaceId))
  const [above, below] = [fill(subject, values), fill(body, values)]
  const unknown = [subject, body].flatMap((text) => {
    const fault = whatIsWrong(text, known)
    return fault?.kind === 'unknown' ? fault.names : []
  })
  const missing = [...new Set([...above.missing, ...below.missing])].filter((name) => !unknown.includes(name))
  return { subject: oneLine(above.text), body: below.text, missing, unknown: [...new Set(unknown)], to: record.email, name: record.name }
}
