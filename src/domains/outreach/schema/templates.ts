import { z } from 'zod'
import { id, instant } from '#platform/operation'
import { dmNetworks, longest, templateChannels } from '../types.ts'
import { lang, line, words } from './atoms.ts'

export const Wording = z.object({ subject: line(longest.subject).default(''), body: words(longest.body).default('') })

export const TemplateDraft = z.object({
  workspaceId: id.optional(),
  name: line(80).min(1),
  channel: z.enum(templateChannels).default('mail'),
  /** Where a private message is written. */
  network: z.enum(dmNetworks).nullable().optional(),
  fr: Wording.optional(),
  en: Wording.optional(),
})
export type TemplateDraft = z.output<typeof TemplateDraft>

/** `version` is the one the change was made from. */
export const TemplateEdit = TemplateDraft.omit({ workspaceId: true, channel: true }).extend({ id, version: z.int().min(1) })
export type TemplateEdit = z.output<typeof TemplateEdit>
export const TemplateRef = z.object({ id, version: z.int() }).meta({ id: 'MessageTemplateRef' })

const Said = z.object({ subject: z.string(), body: z.string() })
const Figures = z.object({ sent: z.int(), answered: z.int(), bounced: z.int(), unsubscribed: z.int(), medianHours: z.number().nullable() })

export const TemplateLine = z
  .object({
    id,
    name: z.string(),
    channel: z.enum(templateChannels),
    network: z.string().nullable(),
    version: z.int(),
    retired: z.boolean(),
    updatedAt: instant,
    fr: Said.nullable(),
    en: Said.nullable(),
    figures: Figures,
  })
  .meta({ id: 'MessageTemplateLine' })
export type TemplateLine = z.output<typeof TemplateLine>

export const TemplateShown = TemplateLine.extend({
  /** What may stand between double braces. */
  variables: z.array(z.string()),
  versions: z.array(z.object({ version: z.int(), by: z.string().nullable(), at: instant, fr: Said.nullable(), en: Said.nullable(), figures: Figures })),
  maySend: z.boolean(),
}).meta({ id: 'MessageTemplate' })
export type TemplateShown = z.output<typeof TemplateShown>

export const TemplateQuery = z.object({ workspaceId: id.optional(), channel: z.enum(templateChannels).optional(), retired: z.boolean().default(false) })
export const Templates = z.object({ items: z.array(TemplateLine), variables: z.array(z.string()) })

export const Previewing = z.object({
  recordId: id,
  subject: z
    .string()
    .max(longest.subject * 2)
    .default(''),
  body: z
    .string()
    .max(longest.body * 2)
    .default(''),
  lang: lang.optional(),
})
export type Previewing = z.output<typeof Previewing>
export const Preview = z
  .object({
    name: z.string(),
    to: z.string().nullable(),
    subject: z.string(),
    body: z.string(),
    /** Variables without a value and without a fallback. */
    missing: z.array(z.string()),
    /** Variables that stand for nothing. */
    unknown: z.array(z.string()),
  })
  .meta({ id: 'MessagePreview' })
