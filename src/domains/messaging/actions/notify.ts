import { personOf } from '#domains/identity'
import { config } from '#platform/config'
import type { Db } from '#platform/context'
import { writeOut } from '#platform/letter'
import { sendMailLater } from '#platform/mail'
import { publish } from '#platform/stream'
import { languages } from '#platform/text'
import { footOf, wordsOf } from '../dictionary.ts'
import { insertNotice } from '../store.ts'
import type { NoticeParams } from '../types.ts'

export interface NewNotice {
  userId: string
  /** `room.what`: its words are the announcing room's texts `room.notice.what.title`, `.body` and, if wanted, `.action`. */
  kind: string
  params?: NoticeParams
  /** Where it leads, a path of this house. */
  href?: string | null
  /** For kinds that no room declares: also by mail. Declared kinds say themselves how they go out. */
  mail?: boolean
  /** The same key tells the same person once, however often it is announced. */
  key?: string
}

/** Tells a person something: on screen at once (stream topic `notices:<userId>`), and by mail when asked. All in the caller's transaction. */
export async function notify(db: Db, { userId, kind, params = {}, href = null, mail = false }: NewNotice): Promise<void> {
  const id = await insertNotice(db, { userId, kind, params, href })
  await publish(db, `notices:${userId}`, { id })
  if (mail) await mailNotice(db, { id, userId, kind, params, href })
}

async function mailNotice(db: Db, notice: { id: string; userId: string; kind: string; params: NoticeParams; href: string | null }): Promise<void> {
  const { email, lang: own } = await personOf(db, notice.userId)
  if (!email) return
  const lang = own ?? languages[0]
  const { title, body, action } = wordsOf(lang, notice.kind, notice.params)
  const { text, html } = writeOut({
    lang,
    heading: title,
    lines: body.split('\n').filter(Boolean),
    foot: footOf(lang),
    ...(notice.href ? { action: { label: action, href: config().publicUrl + notice.href } } : {}),
  })
  await sendMailLater(db, { to: email, subject: title, text, html, messageId: `<notice-${notice.id}@${new URL(config().publicUrl).hostname}>` })
}
