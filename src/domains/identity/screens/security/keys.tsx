import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { type Acted, outputOf, resultOf } from '../acting.ts'
import type { SecurityData } from '../security.tsx'

/** Personal keys: made with scopes, their secret shown once, revoked. */
export function KeysSection({ keys, now, acted }: { keys: SecurityData['keys']; now: Date; acted?: Acted }) {
  const { t, date, relative } = useText()
  const made = outputOf<{ secret: string }>(acted, 'key')
  return (
    <Section title={t('identity.keys')} lead={t('identity.keysLead')}>
      <div className="grid gap-4">
        {made && (
          <Notice kind="warn" title={t('identity.keyMade')}>
            <p>{t('identity.keyMadeText')}</p>
            <p className="mt-2">
              <code className="break-all">{made.secret}</code>
            </p>
          </Notice>
        )}
        {keys.length === 0 && <p className="text-soft">{t('identity.keysNone')}</p>}
        <ul className="grid gap-3">
          {keys.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-3 border-b border-line pb-3">
              <div className="min-w-0 flex-1">
                <p>
                  {key.name} <code className="text-soft">{key.start}…</code>
                </p>
                <p className="text-soft text-sm">
                  {key.scopes.join(', ')} · {key.lastUsedAt ? t('identity.keyUsed', { when: relative(key.lastUsedAt, now) }) : t('identity.keyUnused')}
                  {key.expiresAt && ` · ${t('identity.keyUntil', { date: date(key.expiresAt) })}`}
                </p>
              </div>
              <Form className="contents">
                <Hidden values={{ intent: 'keyRevoke', keyId: key.id }} />
                <Button type="submit" size="small" aria-label={`${t('identity.keyRevoke')} : ${key.name}`}>
                  {t('identity.keyRevoke')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
        <Disclosure title={t('identity.keyMake')} open={acted?.intent === 'key' && !acted.result.ok}>
          <Form result={resultOf(acted, 'key')} submit={t('identity.keyMake')} kind="secondary">
            <Hidden values={{ intent: 'key' }} />
            <Field id="key-name" name="name" label={t('identity.keyName')} maxLength={80} required />
            <Field name="scopes" label={t('identity.keyScopes')} hint={t('identity.keyScopesHint')} required />
            <Field
              name="days"
              type="select"
              label={t('identity.keyDays')}
              defaultValue="90"
              options={['30', '90', '365'].map((days) => ({ value: days, label: t(`identity.keyDays.${days}`) }))}
              required
            />
          </Form>
        </Disclosure>
      </div>
    </Section>
  )
}
