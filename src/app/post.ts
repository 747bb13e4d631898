import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type Post, type Posted, postIsPlayedBy } from '#domains/outreach/sandbox.ts'
import type { Config } from '#platform/config'
import type { Lang } from '#platform/text'
import type * as Imap from '../../tests/doors/imap.ts'

type ImapModule = typeof Imap

/** Artists of a sandbox think so long before they answer. */
const thinking = 15_000

interface Words {
  yes: readonly string[]
  away: string
  /** Stands below every invented answer, so that nobody takes it for a real person's. */
  label: string
}

const words: Readonly<Record<Lang, Words>> = {
  fr: {
    yes: [
      'Bonjour, merci pour votre message ! Oui, on peut en parler jeudi.',
      'Merci ! Je finis un titre cette semaine, écrivons-nous lundi.',
      'Pas en ce moment, mais gardez mon contact.',
    ],
    away: 'Je suis en tournée et je lis mes mails la semaine prochaine.',
    label: 'Réponse inventée par le bac à sable de Griot',
  },
  en: {
    yes: [
      'Hello, thank you for writing! Yes, we can talk on Thursday.',
      'Thanks! I am finishing a track this week, let us write on Monday.',
      'Not at the moment, but keep my contact.',
    ],
    away: 'I am on tour and will read my mail next week.',
    label: 'Answer invented by Griot’s sandbox',
  },
}

/**
 * Plays the post office of a fresh start: letters of the house go to /mailbox, and some people of the demo (addresses in .example only) answer into an INBOX of this process, which the room of outreach
 * reads by IMAP. Null where a mail server is configured or the stand-in was not installed.
 */
export async function openPost(config: Config): Promise<{ allow: string; close: () => Promise<void> } | null> {
  const file = new URL('../../tests/doors/imap.ts', import.meta.url)
  if (config.MAIL_URL || !existsSync(file)) return null
  const { openImapDoor, rawMail } = (await import(file.href)) as ImapModule
  // What stood in it is gone with the last process: numbers start anew, and it says so (RFC 3501 2.3.1.1).
  const door = await openImapDoor({ validity: Math.floor(Date.now() / 1000) })
  const post: Post = {
    imap: { host: door.host, port: door.port, security: 'none', user: door.user },
    password: door.password,
    sent: (mail) => {
      const raw = rawAnswer(mail, rawMail)
      if (raw) setTimeout(() => door.deliver(raw), thinking).unref()
      return thinking + 2_000
    },
  }
  postIsPlayedBy(post)
  return {
    allow: door.allow,
    close: async () => {
      postIsPlayedBy(null)
      await door.close()
    },
  }
}

/** The same address always answers alike: half of them in words, some are away, the others say nothing. A letter sent again under its name is answered under the same name. */
function rawAnswer({ to, from, subject, messageId, lang }: Posted, rawMail: ImapModule['rawMail']): string | null {
  if (!to.endsWith('.example')) return null
  const mood = createHash('sha256').update(to.toLowerCase()).digest()[0]! % 8
  const { yes, away, label } = words[lang]
  if (mood > 4) return null
  const text = mood === 4 ? away : yes[mood % yes.length]!
  const headers: Record<string, string> = mood === 4 ? { 'Auto-Submitted': 'auto-replied' } : {}
  const again = /^re\s*:/i.test(subject) ? subject : `Re: ${subject}`
  return rawMail({ from: to, to: from, subject: again, text: `${text}\n\n(${label})`, inReplyTo: messageId, messageId: `re-${messageId}`, headers })
}
