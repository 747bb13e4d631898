import { config } from '#platform/config'
import type { Db } from '#platform/context'
import { writeOut } from '#platform/letter'
import { sendMailLater } from '#platform/mail'
import type { Lang } from '#platform/text'
import { footOf, wordsOf } from '../dictionary.ts'
import type { NoticeParams } from '../types.ts'

export interface NewContactNotice {
  email?: string | null
  /** E.164. */
  phone?: string | null
  lang: Lang
  kind: string
  params?: NoticeParams
  /** Where it leads, a path of this house; may carry the secret that stands for an account. */
  href?: string | null
  /** The same key tells the same person once, however often it is announced. */
  key?: string
}

/** Tells somebody who has no account, by the channels of the kind that their addresses allow. All in the caller's transaction. */
export async function notifyContact(db: Db, { email, lang, kind, params = {}, href }: NewContactNotice): Promise<void> {
  if (!email) return
  const { title, body, action } = wordsOf(lang, kind, params)
  const letter = { lang, heading: title, lines: body.split('\n').filter(Boolean), foot: footOf(lang) }
  const { text, html } = writeOut({ ...letter, ...(href ? { action: { label: action, href: config().publicUrl + href } } : {}) })
  await sendMailLater(db, { to: email, subject: title, text, html })
}
