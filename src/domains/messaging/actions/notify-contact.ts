import type { Db } from '#platform/context'
import type { Lang } from '#platform/text'
import { queuePlan } from '../queue.ts'
import { insertNotice } from '../store/notices.ts'
import type { NoticeParams } from '../types.ts'

export interface NewContactNotice {
  email?: string | null
  /** E.164; only a number that has proven to be theirs (a payment came from it). */
  phone?: string | null
  lang: Lang
  /** A declared kind: its channels say how it goes out. */
  kind: string
  params?: NoticeParams
  /** On whose behalf: whoever told that workspace « no more » hears nothing of it that can be refused. */
  workspaceId?: string
  /** Where it leads, a path of this house; may carry the secret that stands for an account, and is kept sealed. */
  href?: string | null
  /** The same key tells the same address the same kind once, however often it is announced. */
  key?: string
}

/** Tells somebody who has no account, by the channels of the kind that their addresses allow. All in the caller's transaction; without any address, nothing. */
export async function notifyContact(db: Db, { email, phone, lang, workspaceId, kind, params = {}, href = null, key }: NewContactNotice): Promise<void> {
  if (!email && !phone) return
  const id = await insertNotice(db, { email: email ?? null, phone: phone ?? null, lang, workspaceId: workspaceId ?? null, kind, params, href, key: key ?? null })
  if (id) await queuePlan(db, id, true)
}
