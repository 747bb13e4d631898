import { config } from '#platform/config'
import type { Ctx } from '#platform/context'
import { writeOut } from '#platform/letters/letter'
import { sendMailLater } from '#platform/mail'
import { type Lang, localeOf, type TextParams, translator, type Translate } from '#platform/text'
import { hasMail } from './rules.ts'
import { texts as en } from './texts.en.ts'
import { texts as fr } from './texts.fr.ts'

const translators: Record<Lang, Translate> = { fr: translator('fr', { identity: fr }), en: translator('en', { identity: en }) }

export const letterKinds = [
  'signUp',
  'alreadyHere',
  'link',
  'noAccount',
  'reset',
  'emailChange',
  'emailChanged',
  'passwordChanged',
  'newDevice',
  'secondFactorOn',
  'secondFactorOff',
  'tokenReused',
  'invitation',
] as const
export type LetterKind = (typeof letterKinds)[number]

export interface Reader {
  email: string
  name?: string
  lang?: Lang | null
}

/** Queues one of this room's mails, in the reader's language. `path` becomes its button: always below the configured public address, never below the Host of the request. */
export async function writeLetter(ctx: Ctx, reader: Reader, kind: LetterKind, params: TextParams = {}, path?: string, code?: string): Promise<void> {
  if (!hasMail(reader.email)) return
  const lang = reader.lang ?? ctx.lang
  const t = translators[lang]
  const at =
    params.at instanceof Date ? { at: new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(params.at) + ' (UTC)' } : {}
  const values = { name: reader.name ?? '', code: code ?? '', ...params, ...at }
  const key = (part: string) => `identity.mail.${kind}.${part}`
  const { text, html } = await writeOut({
    lang,
    heading: t(key('subject'), values),
    lines: t(key('body'), values).split('\n').filter(Boolean),
    ...(code ? { code } : {}),
    ...(path ? { action: { label: t(key('action'), values), href: config().publicUrl + path } } : {}),
    foot: t('identity.mail.foot'),
  })
  await sendMailLater(ctx.db, { to: reader.email, subject: t(key('subject'), values), text, html })
}

/** The one sentence of an SMS. The last line lets phones fill the code in by themselves (WebOTP format). */
export function smsText(lang: Lang, code: string): string {
  return `${translators[lang]('identity.sms.code', { code })}\n\n@${new URL(config().publicUrl).hostname} #${code}`
}
