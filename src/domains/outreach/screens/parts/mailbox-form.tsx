import { Button, ButtonRow, LinkButton } from '#ui/button'
import { CheckField, Field, Fieldset, Form, Hidden } from '#ui/form'
import { Cluster, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { securities } from '../../types.ts'
import { said } from './said.ts'
import type { Acted, MailboxData } from '../mailbox.tsx'

type Box = MailboxData['items'][number]
const days = [1, 2, 3, 4, 5, 6, 7]

/** Hours as people type them (09:30) become minutes. */
export function boxForm(form: FormData): FormData {
  for (const [clock, minutes] of [
    ['fromHour', 'fromMinute'],
    ['toHour', 'toMinute'],
  ] as const) {
    const [, hour, minute] = /^(\d{1,2}):(\d{2})/.exec(said(form, clock)) ?? []
    if (hour) form.set(minutes, String(Number(hour) * 60 + Number(minute)))
  }
  return form
}

const clockOf = (minutes: number): string => `${String(Math.floor(Math.min(minutes, 1_439) / 60)).padStart(2, '0')}:${String(Math.min(minutes, 1_439) % 60).padStart(2, '0')}`

export function MailboxCard({ box, mine, may, acted }: { box: Box | null; mine: boolean; may: boolean; acted: Acted | undefined }) {
  const { t } = useText()
  const intent = mine ? 'save-mine' : 'save-agency'
  const result = acted?.intent === intent ? acted.result : null
  if (!may && !box) return null
  return (
    <Section title={t(mine ? 'outreach.myBox' : 'outreach.agencyBox')} {...(mine ? { lead: t('outreach.myBoxHint') } : {})}>
      {box && <Standing box={box} acted={acted} />}
      {result?.ok && <Notice kind="good">{t('outreach.saved')}</Notice>}
      {may && (
        <Disclosure title={t('outreach.smtpTitle')} open={result?.ok === false}>
          <Form result={result} submit={t('outreach.save')}>
            <Hidden values={{ intent, kind: 'smtp', mine: String(mine) }} />
            <Identity box={box} prefix={intent} />
            <Server box={box} way="smtp" prefix={intent} />
            <Server box={box} way="imap" prefix={intent} />
            <Pace box={box} prefix={intent} />
          </Form>
        </Disclosure>
      )}
    </Section>
  )
}

/** What the mailbox is doing, and the buttons to try it. */
function Standing({ box, acted }: { box: Box; acted: Acted | undefined }) {
  const { t, dateTime, number } = useText()
  const trial = acted?.intent === 'test' && acted.result.ok ? (acted.result.output as { smtp: string | null; imap: string | null; reads: boolean }) : null
  const named = { host: box.smtp?.host ?? '' }
  return (
    <div className="grid gap-3">
      <p>
        {[box.fromName, box.fromAddress].filter(Boolean).join(' · ')} · {t('outreach.sentToday', { n: number(box.sentToday), max: number(box.dailyLimit) })} ·{' '}
        {t('outreach.opensAt', { when: dateTime(box.opensAt) })}
      </p>
      {box.kind === 'house' && (
        <Notice kind="info">
          {t('outreach.houseBox')}{' '}
          <LinkButton href="/mailbox" size="small">
            {t('outreach.openMailbox')}
          </LinkButton>
        </Notice>
      )}
      <p className="text-soft">
        {box.readAt ? t('outreach.lastRead', { when: dateTime(box.readAt) }) : t('outreach.neverRead')} {box.isListening && t('outreach.listening')}
      </p>
      {box.problem && <Notice kind="bad">{t(box.problem, { host: box.imap?.host ?? '' })}</Notice>}
      {trial && !trial.smtp && !trial.imap && <Notice kind="good">{t(trial.reads ? 'outreach.trialFine' : 'outreach.trialNoImap')}</Notice>}
      {trial?.smtp && <Notice kind="bad">{t('outreach.trialSmtp', { problem: t(trial.smtp, named) })}</Notice>}
      {trial?.imap && <Notice kind="bad">{t('outreach.trialImap', { problem: t(trial.imap, { host: box.imap?.host ?? '' }) })}</Notice>}
      {acted?.intent === 'read' && acted.result.ok && <Notice kind="info">{t('outreach.reading')}</Notice>}
      <ButtonRow>
        {(['test', 'read', 'forget'] as const).map((intent) => (
          <Form key={intent} result={acted?.intent === intent && !acted.result.ok ? acted.result : null}>
            <Hidden values={{ intent, id: box.id }} />
            <Button type="submit" size="small" kind={intent === 'forget' ? 'danger' : 'secondary'}>
              {t(intent === 'test' ? 'outreach.test' : intent === 'read' ? 'outreach.readNow' : 'outreach.forget')}
            </Button>
          </Form>
        ))}
      </ButtonRow>
    </div>
  )
}

interface Part {
  box: Box | null
  prefix: string
}

function Identity({ box, prefix }: Part) {
  const { t } = useText()
  return (
    <>
      <Field name="fromName" id={`${prefix}-name`} label={t('outreach.fromName')} defaultValue={box?.fromName} maxLength={120} />
      <Field name="fromAddress" id={`${prefix}-address`} type="email" label={t('outreach.fromAddress')} defaultValue={box?.fromAddress} required maxLength={254} />
      <Field name="replyTo" id={`${prefix}-reply`} type="email" label={t('outreach.replyTo')} defaultValue={box?.replyTo ?? ''} maxLength={254} />
      <Field name="signature" id={`${prefix}-signature`} type="textarea" label={t('outreach.signature')} defaultValue={box?.signature} maxLength={2_000} />
    </>
  )
}

function Server({ box, way, prefix }: Part & { way: 'smtp' | 'imap' }) {
  const { t } = useText()
  const facts = box?.[way]
  const id = (name: string): string => `${prefix}-${way}-${name}`
  const kept = way === 'smtp' ? box?.hasSmtpPassword : box?.hasImapPassword
  return (
    <Fieldset legend={t(way === 'smtp' ? 'outreach.smtpTitle' : 'outreach.imapTitle')} {...(way === 'imap' ? { hint: t('outreach.imapHint') } : {})}>
      <Field name={`${way}.host`} id={id('host')} label={t('outreach.host')} defaultValue={facts?.host} required={way === 'smtp'} autoComplete="off" />
      <Field name={`${way}.port`} id={id('port')} type="number" min={1} max={65_535} label={t('outreach.port')} defaultValue={facts?.port ?? (way === 'smtp' ? 465 : 993)} />
      <Field
        name={`${way}.security`}
        id={id('security')}
        type="select"
        label={t('outreach.security')}
        defaultValue={facts?.security ?? 'tls'}
        options={securities.map((one) => ({ value: one, label: t(`outreach.security.${one}`) }))}
      />
      <Field name={`${way}.user`} id={id('user')} label={t('outreach.user')} defaultValue={facts?.user} autoComplete="off" />
      <Field
        name={`${way}Password`}
        id={id('password')}
        type="password"
        label={t('outreach.password')}
        hint={kept ? t('outreach.passwordKept') : undefined}
        autoComplete="new-password"
      />
      {way === 'imap' && <CheckField name="markSeen" id={id('seen')} label={t('outreach.markSeen')} defaultChecked={box?.markSeen} />}
    </Fieldset>
  )
}

function Pace({ box, prefix }: Part) {
  const { t } = useText()
  return (
    <Fieldset legend={t('outreach.hoursTitle')}>
      <Field name="dailyLimit" id={`${prefix}-limit`} type="number" min={1} max={2_000} label={t('outreach.dailyLimit')} defaultValue={box?.dailyLimit ?? 40} required />
      <Field name="pace" id={`${prefix}-pace`} type="number" min={5} max={3_600} label={t('outreach.pace')} defaultValue={box?.pace ?? 90} required />
      <Field name="timeZone" id={`${prefix}-zone`} label={t('outreach.timeZone')} defaultValue={box?.timeZone ?? 'Africa/Lome'} required maxLength={60} />
      <Cluster>
        <Field name="fromHour" id={`${prefix}-from`} type="time" label={t('outreach.fromHour')} defaultValue={clockOf(box?.fromMinute ?? 540)} required />
        <Field name="toHour" id={`${prefix}-to`} type="time" label={t('outreach.toHour')} defaultValue={clockOf(box?.toMinute ?? 1_080)} required />
      </Cluster>
      <fieldset className="field">
        <legend>{t('outreach.weekdays')}</legend>
        <Cluster>
          {days.map((one) => (
            <CheckField
              key={one}
              name="weekdays"
              id={`${prefix}-day-${one}`}
              value={String(one)}
              label={t(`outreach.day.${one}`)}
              defaultChecked={(box?.weekdays ?? [1, 2, 3, 4, 5]).includes(one)}
            />
          ))}
        </Cluster>
      </fieldset>
    </Fieldset>
  )
}
