import { type KeyboardEvent, useState } from 'react'
import { Link, useFetcher } from 'react-router'
import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, ButtonRow, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Cluster } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { Desk } from '../../schema/messages.ts'

type Picked = Desk['templates'][number] | null
const keyOf = (one: NonNullable<Picked>): string => `${one.id}:${one.lang}`

/**
 * Writing to a record: pick a template, read it filled in, send it or copy it to a network. Give it the answer of `getComposeDesk`; it posts to its own page, also without script; `pick` is the template chosen there (`<id>:<language>`).
 * Two keystrokes: the template's first letter in the list, then Ctrl + Enter.
 */
export function Compose({ desk, pick = '', result = null }: { desk: Desk; pick?: string; result?: Submitted | null }) {
  const { t, lang } = useText()
  const key = `compose-${desk.recordId}`
  const fetcher = useFetcher<Submitted>({ key })
  const [picked, setPicked] = useState<Picked>(() => desk.templates.find((one) => keyOf(one) === pick) ?? null)
  const told = fetcher.data ?? result
  const options = desk.templates.toSorted((a, b) => Number(b.lang === lang) - Number(a.lang === lang))
  if (!desk.maySend) return null
  return (
    <div className="grid gap-4">
      {desk.enrolment && (
        <p>
          <Badge tone="accent">{t('outreach.inSequence', { name: desk.enrolment.sequence })}</Badge>
        </p>
      )}
      {told?.ok && <Notice kind="good">{t('outreach.sending')}</Notice>}
      {told && !told.ok && fetcher.data && <RefusalNote refusal={told.refusal} />}
      <Picker desk={desk} options={options} picked={picked} onPick={setPicked} />
      {picked && picked.missing.length > 0 && <Notice kind="warn">{t('outreach.missingValues', { names: picked.missing.join(', ') })}</Notice>}
      {picked?.channel === 'dm' ? (
        <Private key={keyOf(picked)} desk={desk} picked={picked} fetcherKey={key} />
      ) : (
        <Mail key={picked ? keyOf(picked) : `free-${told?.ok ? JSON.stringify(told.output) : ''}`} desk={desk} picked={picked} fetcherKey={key} result={told ?? null} />
      )}
    </div>
  )
}

interface Picking {
  desk: Desk
  options: Desk['templates']
  picked: Picked
  onPick: (picked: Picked) => void
}

/** Without script a button takes the template, which the page then comes back with. */
function Picker({ desk, options, picked, onPick }: Picking) {
  const { t } = useText()
  return (
    <Form method="get" action={`/mona/outreach/write/${desk.recordId}`}>
      <Field
        name="pick"
        required={false}
        id={`compose-${desk.recordId}-pick`}
        type="select"
        label={t('outreach.template')}
        value={picked ? keyOf(picked) : ''}
        onChange={({ target }) => onPick(options.find((one) => keyOf(one) === target.value) ?? null)}
        options={[
          { value: '', label: t('outreach.freeText') },
          ...options.map((one) => ({ value: keyOf(one), label: t('outreach.inLanguage', { name: one.name, lang: one.lang.toUpperCase() }) })),
        ]}
      />
      <noscript>
        <Button type="submit">{t('outreach.pickAct')}</Button>
      </noscript>
    </Form>
  )
}

interface Part {
  desk: Desk
  picked: Picked
  fetcherKey: string
}

function Mail({ desk, picked, fetcherKey, result }: Part & { result: Submitted | null }) {
  const { t } = useText()
  const [answer] = desk.answers
  const [isReply, setReply] = useState(false)
  const blocked = !isReply && (desk.email === null || desk.suppressed !== null)
  const send = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
  }
  return (
    <Form action={`/mona/outreach/write/${desk.recordId}`} navigate={false} fetcherKey={fetcherKey} result={result?.ok ? null : result} onKeyDown={send}>
      <Hidden values={{ intent: 'mail', templateId: picked?.id, lang: picked?.lang, answerId: isReply && answer ? answer.id : undefined }} />
      {blocked && <Notice kind="warn">{t(desk.email === null ? 'outreach.noAddress' : 'outreach.noWriting')}</Notice>}
      <Cluster>
        {desk.email && <span className="text-soft">{t('outreach.composeTo', { address: isReply && answer ? answer.from : desk.email })}</span>}
        {answer && (
          <Button size="small" kind="quiet" aria-pressed={isReply} onClick={() => setReply(!isReply)}>
            {t('outreach.reply')}
          </Button>
        )}
      </Cluster>
      {!isReply && <Field name="subject" id={`${fetcherKey}-subject`} label={t('outreach.subject')} defaultValue={picked?.subject} required maxLength={200} autoComplete="off" />}
      <Field
        name="body"
        id={`${fetcherKey}-body`}
        type="textarea"
        rows={9}
        label={t('outreach.body')}
        hint={t('outreach.composeHint')}
        defaultValue={picked?.body}
        required
        maxLength={10_000}
      />
      <ButtonRow>
        <Button type="submit" kind="primary" disabled={blocked}>
          {t('outreach.send')}
        </Button>
        {!desk.from && <Link to="/mona/outreach/mailbox">{t('outreach.tabMailbox')}</Link>}
      </ButtonRow>
    </Form>
  )
}

/** A private message is copied and sent by hand on its network; then it is noted. */
function Private({ desk, picked, fetcherKey }: Part & { picked: NonNullable<Picked> }) {
  const { t } = useText()
  const [text, setText] = useState(picked.body)
  const [isCopied, setCopied] = useState(false)
  const profile = desk.profiles.find(({ network }) => network === picked.network)
  return (
    <Form action={`/mona/outreach/write/${desk.recordId}`} navigate={false} fetcherKey={fetcherKey}>
      <Hidden values={{ intent: 'dm', templateId: picked.id, lang: picked.lang, network: picked.network ?? 'instagram' }} />
      <Field
        name="body"
        id={`${fetcherKey}-dm`}
        type="textarea"
        rows={7}
        label={t('outreach.body')}
        value={text}
        onChange={(event) => setText((event.target as unknown as HTMLTextAreaElement).value)}
        required
        maxLength={10_000}
      />
      <ButtonRow>
        <Button kind="primary" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {t(isCopied ? 'outreach.copied' : 'outreach.copyDm')}
        </Button>
        {profile && (
          <LinkButton href={profile.url} target="_blank" rel="noreferrer noopener">
            {t('outreach.openProfile', { network: t(`crm.network.${profile.network}`) })}
          </LinkButton>
        )}
        <Button type="submit">{t('outreach.dmSent')}</Button>
      </ButtonRow>
    </Form>
  )
}
