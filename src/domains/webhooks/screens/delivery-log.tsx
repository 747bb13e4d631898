import { Badge, type Tone } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { DeliveryState } from '../types.ts'
import type { WebhookData } from './webhook.tsx'

const tones: Record<DeliveryState, Tone> = { waiting: 'accent', delivered: 'good', failed: 'bad' }

/** What was sent to one address, newest first; one delivery can be opened. */
export function DeliveryLog({ data: { slug, webhook, log, whole, after } }: { data: WebhookData }) {
  const { t, dateTime } = useText()
  const here = `/account/workspaces/${slug}/webhooks/${webhook.id}`
  const page = after ? `after=${encodeURIComponent(after)}&` : ''
  const result = ({ state, nextAt, last }: WebhookData['log']['items'][number]) => (
    <span className="hook-result">
      <Badge tone={tones[state]}>{t(`webhooks.delivery.${state}`)}</Badge>
      <span className="hook-detail">
        {last && (last.status ? t('webhooks.status', { status: last.status }) : t('webhooks.noAnswer'))}
        {state === 'waiting' && last && nextAt && ` · ${t('webhooks.nextTry', { when: dateTime(nextAt) })}`}
      </span>
    </span>
  )
  return (
    <Section title={t('webhooks.log')} lead={t('webhooks.logLead')} id="log">
      <Table
        caption={t('webhooks.log')}
        hideCaption
        stack
        rows={log.items}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('webhooks.logEmpty')}>{t('webhooks.logEmptyText')}</EmptyState>}
        columns={[
          { key: 'type', label: t('webhooks.what'), cell: (row) => <a href={`${here}?${page}delivery=${row.id}#delivery`}>{t(`webhooks.event.${row.type}`)}</a> },
          { key: 'createdAt', label: t('webhooks.when'), cell: (row) => dateTime(row.createdAt) },
          { key: 'state', label: t('webhooks.result'), cell: result },
          { key: 'tries', label: t('webhooks.tries'), align: 'end' },
        ]}
      />
      {(log.next || after) && (
        <nav className="pager" aria-label={t('webhooks.log')}>
          {after ? <LinkButton href={`${here}#log`}>{t('webhooks.newest')}</LinkButton> : <span />}
          {log.next && <LinkButton href={`${here}?after=${encodeURIComponent(log.next)}#log`}>{t('webhooks.older')}</LinkButton>}
        </nav>
      )}
      {whole && <Whole whole={whole} mayResend={webhook.state === 'active'} />}
    </Section>
  )
}

function Whole({ whole, mayResend }: { whole: NonNullable<WebhookData['whole']>; mayResend: boolean }) {
  const { t, dateTime } = useText()
  return (
    <div className="hook-whole" id="delivery">
      <h3>{t(`webhooks.event.${whole.delivery.type}`)}</h3>
      <p>
        <code lang="en">{whole.delivery.id}</code>
      </p>
      <h4>{t('webhooks.body')}</h4>
      <pre className="hook-body" role="region" aria-label={t('webhooks.body')} tabIndex={0} lang="en">
        <code>{JSON.stringify(JSON.parse(whole.body), null, 2)}</code>
      </pre>
      <ol className="hook-tries">
        {whole.tries.map((one) => (
          <li key={one.number}>
            <strong>{t('webhooks.tryNumber', { number: one.number })}</strong> {dateTime(one.at)} ·{' '}
            {one.status ? t('webhooks.status', { status: one.status }) : t(one.problem ?? 'webhooks.noAnswer', { host: '' })} · {t('webhooks.ms', { ms: one.ms })}
            {one.answer && (
              <pre className="hook-body" role="region" aria-label={t('webhooks.answer')} tabIndex={0}>
                <code>{one.answer}</code>
              </pre>
            )}
          </li>
        ))}
      </ol>
      {mayResend && (
        <Form>
          <Hidden values={{ intent: 'again', deliveryId: whole.delivery.id }} />
          <div className="btn-row">
            <Button type="submit">{t('webhooks.again')}</Button>
          </div>
        </Form>
      )}
    </div>
  )
}
