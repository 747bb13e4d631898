import { findPeople, findPhone } from '#domains/identity'
import type { Db } from '#platform/context'
import { type Lang, languages } from '#platform/text'
import { smsWorks } from './channels/sms.ts'
import { kindOf } from './kinds.ts'
import { markOf } from './leave.ts'
import { findChoices, findRefused } from './store/choices.ts'
import { type DeviceRow, findDevices } from './store/devices.ts'
import { toldWorkspace } from './refusals.ts'
import type { AddressedNotice } from './store/notices.ts'
import { type Choices, noChoices, type NoticeTopic, noticeTopics } from './types.ts'

/** Whom a notice is for, and the ways there are to reach them. */
export interface Reader {
  userId: string | null
  lang: Lang
  email: string | null
  /** A number proven to be theirs, while SMS can be sent at all. */
  phone: string | null
  devices: readonly DeviceRow[]
  choices: Choices
}

/** A person with an account, as they chose. Null when the account is gone. */
export async function personReader(db: Db, userId: string): Promise<Reader | null> {
  const person = (await findPeople(db, [userId])).get(userId)
  if (!person) return null
  const [phone, devices, choices] = [smsWorks() ? await findPhone(db, userId) : null, await findDevices(db, userId), await findChoices(db, userId)]
  return { userId, lang: person.lang ?? languages[0], email: person.email, phone, devices, choices }
}

export async function readerOf(db: Db, notice: AddressedNotice): Promise<Reader | null> {
  if (notice.userId) return personReader(db, notice.userId)
  const refused = notice.email ? await refusedTopics(db, notice.email, notice.workspaceId) : []
  const wanted = Object.fromEntries(refused.map((topic) => [`${topic}:mail`, false]))
  return {
    userId: null,
    lang: notice.lang ?? languages[0],
    email: notice.email,
    phone: smsWorks() ? notice.phone : null,
    devices: [],
    choices: { ...noChoices, wanted },
  }
}

/** Whether a mail of this kind would leave to somebody without an account: what is essential always does. */
export async function mayTell(db: Db, { email, kind, workspaceId }: { email: string; kind: string; workspaceId: string | null }): Promise<boolean> {
  const { essential, topic } = kindOf(kind, true)
  return essential === true || !(await refusedTopics(db, email, workspaceId)).includes(topic)
}

/** What somebody without an account refused: topics of the house, and everything of a workspace they told « no more ». */
async function refusedTopics(db: Db, email: string, workspaceId: string | null): Promise<readonly NoticeTopic[]> {
  if (workspaceId && (await toldWorkspace(db, workspaceId, email))) return noticeTopics
  return findRefused(db, markOf(email))
}
