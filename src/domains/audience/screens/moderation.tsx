import { ShieldCheck } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { Pager, TabLinks } from '#ui/navigation'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { reportReasons } from '../types.ts'
import { filmHref } from './film-tile.tsx'
import './audience.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

const shelves = ['open', 'hidden', 'settled'] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const show = shelves.find((name) => name === query.get('show')) ?? 'open'
  const queue = await callerOf<typeof operations>(context, 'audience').moderationQueue({ show, after: query.get('after') ?? undefined, limit: 20 })
  return { ...queue, show, now: clock.now() }
}

export async function action({ context, request, url }: ActionFunctionArgs) {
  const form = await request.formData()
  const result = await pageOf(context).submit('audience.moderateComment', form)
  return result.ok ? redirect(url.pathname + url.search, 303) : { ...result, id: form.get('id') }
}

type Data = Awaited<ReturnType<typeof loader>>
interface Props {
  loaderData: Data
  actionData?: Exclude<Awaited<ReturnType<typeof action>>, Response>
}

const words = { open: 'audience.queueOpen', hidden: 'audience.queueHidden', settled: 'audience.queueSettled' } as const

export default function Moderation({ loaderData: { items, next, open, show, now }, actionData }: Props) {
  const { t } = useText()
  const tabs = shelves.map((name) => ({ href: `/karangou/moderation?show=${name}`, label: t(words[name]), current: name === show, ...(name === 'open' ? { count: open } : {}) }))
  const messages = { href: '/karangou/moderation/messages', label: t('crowdfunding.public.messagesTitle'), current: false }
  return (
    <Page width="normal">
      <PageHead title={t('audience.moderationTitle')} lead={t('audience.moderationLead')} />
      <TabLinks label={t('audience.moderationTitle')} items={[...tabs, messages]} />
      {items.length === 0 && (
        <EmptyState title={t('audience.queueEmpty')} picture={<Icon of={ShieldCheck} size="large" />}>
          {t('audience.queueEmptyText')}
        </EmptyState>
      )}
      <ul className="judge">
        {items.map((item) => (
          <Case key={item.id} item={item} now={now} result={actionData?.id === item.id ? actionData : null} />
        ))}
      </ul>
      {next && <Pager next={`/karangou/moderation?show=${show}&after=${next}`} />}
    </Page>
  )
}

function Case({ item, now, result }: { item: Data['items'][number]; now: Date; result: Props['actionData'] | null }) {
  const { t, relative } = useText()
  const reason = (name: string | null): string => (name ? t(`audience.reason-${name}`) : '')
  return (
    <li>
      <div className="talk-head">
        <strong>{item.author ?? t('audience.someone')}</strong>
        <small>{relative(item.at, now)}</small>
        <a href={filmHref(item.film.slug)}>{t('audience.on', { title: item.film.title })}</a>
      </div>
      <blockquote>{item.body}</blockquote>
      <div className="judge-reports">
        {item.reports.map((report) => (
          <Badge key={report.at.toISOString() + report.reason} tone="warn">
            {[reason(report.reason), report.note].filter(Boolean).join(' : ')}
          </Badge>
        ))}
      </div>
      {item.acts.length > 0 && (
        <ul aria-label={t('audience.pastActs')}>
          {item.acts.map((act) => (
            <li key={act.at.toISOString()} className="talk-gone">
              {t(`audience.act-${act.act}`, { by: act.by ?? '?', reason: reason(act.reason) })} · {relative(act.at, now)}
              {act.note && ` · ${act.note}`}
            </li>
          ))}
        </ul>
      )}
      <Verdict item={item} result={result} />
    </li>
  )
}

function Verdict({ item, result }: { item: Data['items'][number]; result: Props['actionData'] | null }) {
  const { t } = useText()
  if (item.hiddenReason)
    return (
      <Form result={result ?? null}>
        <Hidden values={{ id: item.id, act: 'restore' }} />
        <Button type="submit">{t('audience.restore')}</Button>
      </Form>
    )
  return (
    <div className="judge-acts">
      <Form result={result ?? null}>
        <Hidden values={{ id: item.id, act: 'hide' }} />
        <Field
          name="reason"
          id={`why-${item.id}`}
          type="select"
          label={t('audience.hideReason')}
          required
          defaultValue={item.reports[0]?.reason}
          options={reportReasons.map((value) => ({ value, label: t(`audience.reason-${value}`) }))}
        />
        <Field name="note" id={`word-${item.id}`} label={t('audience.hideNote')} maxLength={500} />
        <Button type="submit" kind="danger">
          {t('audience.hide')}
        </Button>
      </Form>
      <Form>
        <Hidden values={{ id: item.id, act: 'keep' }} />
        <Button type="submit">{t('audience.keep')}</Button>
      </Form>
    </div>
  )
}
