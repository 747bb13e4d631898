import { fieldKeysOf } from '#domains/crm'
import { findPeople } from '#domains/identity'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import { agencyOf } from '../agency.ts'
import type { TemplateLine, TemplateShown } from '../schema/templates.ts'
import { type TemplateFigures, templateFigures } from '../store/sequences.ts'
import { listTemplateRows, listVersions, readTemplate, type TemplateRow } from '../store/templates.ts'
import type { TemplateChannel } from '../types.ts'
import { knownVariables } from './values.ts'

type Figures = TemplateLine['figures']
const none: Figures = { sent: 0, answered: 0, bounced: 0, unsubscribed: 0, medianHours: null }

/** Counts add up; the median is that of the version with most answers. */
function together(all: readonly TemplateFigures[]): Figures {
  const best = all.toSorted((a, b) => b.answered - a.answered)[0]
  return all.reduce(
    (sum, one) => ({
      sent: sum.sent + one.sent,
      answered: sum.answered + one.answered,
      bounced: sum.bounced + one.bounced,
      unsubscribed: sum.unsubscribed + one.unsubscribed,
      medianHours: best?.medianHours ?? null,
    }),
    none,
  )
}

const lineOf = (row: TemplateRow, figures: Figures): TemplateLine => ({
  id: row.id,
  name: row.name,
  channel: row.channel,
  network: row.network,
  version: row.version,
  retired: row.retiredAt !== null,
  updatedAt: row.updatedAt,
  fr: row.wording.fr ?? null,
  en: row.wording.en ?? null,
  figures,
})

export async function listMessageTemplates(
  ctx: Ctx,
  { workspaceId: asked, channel, retired }: { workspaceId?: string | undefined; channel?: TemplateChannel | undefined; retired: boolean },
) {
  const workspaceId = await agencyOf(ctx, asked)
  const [rows, figures, keys] = await Promise.all([
    listTemplateRows(ctx.db, workspaceId, { all: retired, channel: channel ?? null }),
    templateFigures(ctx.db, workspaceId, null),
    fieldKeysOf(ctx.db, workspaceId),
  ])
  const by = Map.groupBy(figures, ({ templateId }) => templateId)
  return { items: rows.map((row) => lineOf(row, together(by.get(row.id) ?? []))), variables: knownVariables(keys) }
}

export async function getMessageTemplate(ctx: Ctx, { id }: { id: string }): Promise<TemplateShown> {
  const row = found(await readTemplate(ctx.db, id))
  const [versions, figures, keys] = await Promise.all([listVersions(ctx.db, id), templateFigures(ctx.db, row.workspaceId, id), fieldKeysOf(ctx.db, row.workspaceId)])
  const people = await findPeople(
    ctx.db,
    versions.flatMap(({ madeBy }) => madeBy ?? []),
  )
  return {
    ...lineOf(row, together(figures)),
    variables: knownVariables(keys),
    maySend: may(ctx.actor, row.workspaceId, 'outreach.send'),
    versions: versions.map(({ version, wording, madeBy, madeAt }) => ({
      version,
      by: madeBy ? (people.get(madeBy)?.name ?? null) : null,
      at: madeAt,
      fr: wording.fr ?? null,
      en: wording.en ?? null,
      figures: together(figures.filter((one) => one.version === version)),
    })),
  }
}
