import { config } from '#platform/config'
import type { Letter } from '#platform/letters/letter'
import { sayIn, wordsOf } from './dictionary.ts'
import { kindOf } from './kinds.ts'
import { leaveAddress, markOf } from './leave.ts'
import type { Reader } from './reader.ts'
import { faceOf } from './rules.ts'
import type { AddressedNotice, NoticeRow } from './store/notices.ts'
import type { NoticeKind, NoticeTopic } from './types.ts'

interface Written {
  letter: Letter
  leave: string | null
}

/** A notice as a mail, in its reader's language and the colours of the space it leads to. */
export function noticeLetter({ kind: name, params, href, email }: AddressedNotice, { lang, userId }: Reader, kind: NoticeKind): Written {
  const t = sayIn(lang)
  const { title, body, action } = wordsOf(lang, name, params)
  const leave = kind.essential ? null : leaveAddress({ ...(userId ? { userId } : { contact: markOf(email ?? '') }), topics: [kind.topic] })
  return {
    leave,
    letter: {
      lang,
      face: faceOf(href),
      heading: title,
      lines: body.split('\n').filter(Boolean),
      foot: t(userId ? (kind.essential ? 'messaging.mailFootEssential' : 'messaging.mailFoot') : 'messaging.contactFoot'),
      ...(href ? { action: { label: action, href: config().publicUrl + href } } : {}),
      ...(leave ? { leave: { label: t('messaging.leaveTopic', { topic: t(`messaging.topic.${kind.topic}`) }), href: leave } } : {}),
    },
  }
}

/** What waited for the morning, in one mail. */
export function digestLetter(notices: readonly NoticeRow[], { lang, userId }: Reader): Written {
  const t = sayIn(lang)
  const { publicUrl } = config()
  const topics = [...new Set(notices.map((one): NoticeTopic => kindOf(one.kind, true).topic))]
  const leave = leaveAddress({ userId: userId ?? '', topics })
  const faces = new Set(notices.map(({ href }) => faceOf(href)))
  return {
    leave,
    letter: {
      lang,
      face: faces.size === 1 ? [...faces][0]! : 'griot',
      heading: t('messaging.digestTitle', { n: notices.length }),
      lines: [t('messaging.digestLead')],
      items: notices.map(({ kind, params, href }) => {
        const { title, body, action } = wordsOf(lang, kind, params)
        return { title, text: body.replaceAll('\n', ' '), label: action, href: publicUrl + (href ?? '/account/notices') }
      }),
      foot: t('messaging.mailFoot'),
      leave: { label: t('messaging.leaveDigest'), href: leave },
    },
  }
}
