import { MessageSquareText } from 'lucide-react'
import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Cluster, Page, Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { starters } from '../rules/starters.ts'
import { templateChannels } from '../types.ts'
import { Head } from './parts/head.tsx'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const retired = new URL(request.url).searchParams.get('retired') === 'true'
  const room = callerOf<typeof operations>(context, 'outreach')
  return { retired, items: (await room.listMessageTemplates({ retired })).items }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const page = pageOf(context)
  if (form.get('intent') === 'starters') {
    for (const { name, channel, network, wording } of starters) await page.call('outreach.createMessageTemplate', { name, channel, network: network ?? null, ...wording })
    return redirect('/mona/outreach/templates')
  }
  const made = await page.submit('outreach.createMessageTemplate', form)
  return made.ok ? redirect(`/mona/outreach/templates/${(made.output as { id: string }).id}`) : made
}

/** What an agency writes often. */
export default function Templates({ actionData }: { actionData?: Submitted }) {
  const { t } = useText()
  const { items, retired } = useLoaderData<typeof loader>()
  return (
    <Page width="wide">
      <Head title={t('outreach.templates')} current="templates" />
      <Section>
        {items.length === 0 ? (
          <EmptyState
            title={t('outreach.templatesEmpty')}
            picture={<Icon of={MessageSquareText} size="large" />}
            action={
              <Form submit={t('outreach.addStarters')}>
                <Hidden values={{ intent: 'starters' }} />
              </Form>
            }
          >
            {t('outreach.templatesEmptyText')}
          </EmptyState>
        ) : (
          <List items={items} />
        )}
        {!retired && (
          <p className="mb-4">
            <Link to="?retired=true" className="link">
              {t('outreach.showRetired')}
            </Link>
          </p>
        )}
        <NewTemplate result={actionData ?? null} />
      </Section>
    </Page>
  )
}

function List({ items }: { items: Awaited<ReturnType<typeof loader>>['items'] }) {
  const { t, number, dateTime } = useText()
  return (
    <Table
      caption={t('outreach.templates')}
      hideCaption
      stack="tight"
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          label: t('outreach.name'),
          cell: ({ id, name, retired: isRetired }) => (
            <Cluster>
              <Link to={`/mona/outreach/templates/${id}`}>{name}</Link>
              {isRetired && <Badge>{t('outreach.retired')}</Badge>}
            </Cluster>
          ),
        },
        {
          key: 'channel',
          label: t('outreach.channel'),
          bare: true,
          cell: ({ channel, network }) => [t(`outreach.channel.${channel}`), network && t(`crm.network.${network}`)].filter(Boolean).join(' · '),
        },
        { key: 'lang', label: t('outreach.language'), bare: true, cell: ({ fr, en }) => [fr && t('outreach.french'), en && t('outreach.english')].filter(Boolean).join(', ') },
        { key: 'sent', label: t('outreach.sent'), align: 'end', cell: ({ figures }) => number(figures.sent) },
        { key: 'answered', label: t('outreach.answeredCount'), align: 'end', cell: ({ figures }) => number(figures.answered) },
        { key: 'version', label: t('outreach.versions'), align: 'end', cell: ({ version, updatedAt }) => `${version} · ${dateTime(updatedAt)}` },
      ]}
    />
  )
}

function NewTemplate({ result }: { result: Submitted | null }) {
  const { t } = useText()
  return (
    <Disclosure title={t('outreach.newTemplate')} open={result?.ok === false}>
      <Form result={result} submit={t('outreach.newTemplate')}>
        <Hidden values={{ intent: 'create' }} />
        <Field name="name" label={t('outreach.name')} required maxLength={80} autoComplete="off" />
        <Field name="channel" type="select" label={t('outreach.channel')} required options={templateChannels.map((one) => ({ value: one, label: t(`outreach.channel.${one}`) }))} />
        <Field name="fr.subject" label={t('outreach.subject')} maxLength={200} autoComplete="off" />
        <Field name="fr.body" type="textarea" rows={8} label={t('outreach.body')} required maxLength={10_000} />
      </Form>
    </Disclosure>
  )
}
