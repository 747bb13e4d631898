import { Laptop, Smartphone, Terminal } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { SecurityData } from '../security.tsx'

type One = SecurityData['sessions'][number]

/** Where the account is open, and how to close it there. */
export function SessionsSection({ sessions, now }: { sessions: readonly One[]; now: Date }) {
  const { t } = useText()
  return (
    <Section title={t('identity.sessions')} lead={t('identity.sessionsLead')}>
      <ul className="grid gap-3">
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} now={now} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form className="mt-4">
          <Hidden values={{ intent: 'sessions' }} />
          <Button type="submit" kind="danger">
            {t('identity.sessionsEndOthers')}
          </Button>
        </Form>
      )}
    </Section>
  )
}

function SessionLine({ session, now }: { session: One; now: Date }) {
  const { t, relative } = useText()
  const phone = session.system === 'Android' || session.system === 'iPhone'
  const name =
    session.browser && session.system
      ? t('identity.sessionOn', { browser: session.browser, system: session.system })
      : (session.browser ?? session.system ?? t('identity.sessionUnknown'))
  return (
    <li className="flex flex-wrap items-center gap-3 border-b border-line pb-3">
      <Icon of={session.kind === 'token' ? Terminal : phone ? Smartphone : Laptop} />
      <div className="min-w-0 flex-1">
        <p>{name}</p>
        <p className="text-soft text-sm">{t('identity.sessionSeen', { when: relative(session.lastSeenAt, now) })}</p>
      </div>
      {session.kind === 'token' && <Badge>{t('identity.sessionProgram')}</Badge>}
      {session.current ? (
        <Badge tone="good">{t('identity.sessionHere')}</Badge>
      ) : (
        <Form className="contents">
          <Hidden values={{ intent: 'session', sessionId: session.id }} />
          <Button type="submit" size="small" aria-label={`${t('identity.sessionEnd')} : ${name}`}>
            {t('identity.sessionEnd')}
          </Button>
        </Form>
      )}
    </li>
  )
}
