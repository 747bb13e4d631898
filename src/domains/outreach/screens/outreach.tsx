import { Send } from 'lucide-react'
import { type ActionFunctionArgs, Form as RouterForm, Link, type LoaderFunctionArgs, redirect, useLoaderData } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Cluster, Page, Section, Split } from '#ui/layout'
import { EmptyState, RefusalNote } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { ExportMenu, Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { Head } from './parts/head.tsx'
import { Live } from './parts/live.tsx'
import { MessageMark, recordHref, SequenceMark } from './parts/marks.tsx'
import { said } from './parts/said.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const room = callerOf<typeof operations>(context, 'outreach')
  const [sequences, due, messages, answers] = await Promise.all([
    room.listSequences(),
    room.listDueSteps({ limit: 15 }),
    room.listMessages({ limit: 12 }),
    room.listAnswers({ limit: 8 }),
  ])
  const { actor } = pageOf(context)
  const agencies = actor.kind === 'person' ? actor.memberships.filter(({ kind }) => kind === 'agency') : []
  return { sequences: sequences.items, due: due.items, messages: messages.items, answers: answers.items, workspaceId: agencies.length === 1 ? agencies[0]!.workspaceId : null }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const page = pageOf(context)
  const id = said(form, 'id')
  if (form.get('intent') === 'turn') return page.submit('outreach.changeEnrolment', form, { id })
  const made = await page.submit('outreach.createSequence', form)
  return made.ok ? redirect(`/mona/outreach/sequences/${(made.output as { id: string }).id}`) : made
}

type Data = Awaited<ReturnType<typeof loader>>

/** What leaves, what waits, what comes back. */
export default function Outreach({ actionData }: { actionData?: Submitted }) {
  const { t } = useText()
  const { sequences, due, messages, answers, workspaceId } = useLoaderData<typeof loader>()
  const form = (
    <Form result={actionData ?? null} submit={t('outreach.newSequence')}>
      <Hidden values={{ intent: 'create' }} />
      <Field name="name" label={t('outreach.name')} required maxLength={80} autoComplete="off" />
    </Form>
  )
  return (
    <Page width="wide">
      <Live workspaceId={workspaceId} />
      <Head title={t('outreach.sequences')} lead={t('outreach.lead')} current="sequences" />
      {actionData?.ok === false && <RefusalNote refusal={actionData.refusal} />}
      <Split aside={<Answers items={answers} />}>
        <Section>
          {sequences.length === 0 ? (
            <EmptyState title={t('outreach.sequencesEmpty')} picture={<Icon of={Send} size="large" />} action={form}>
              {t('outreach.sequencesEmptyText')}
            </EmptyState>
          ) : (
            <>
              <Sequences items={sequences} />
              <Disclosure title={t('outreach.newSequence')}>{form}</Disclosure>
            </>
          )}
        </Section>
        <Due items={due} />
        <Recent items={messages} />
      </Split>
    </Page>
  )
}

function Sequences({ items }: { items: Data['sequences'] }) {
  const { t, number, percent } = useText()
  const share = (n: number, of: number): string => (of === 0 ? number(n) : `${number(n)} (${percent(n / of)})`)
  return (
    <Table
      caption={t('outreach.sequences')}
      hideCaption
      stack
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', label: t('outreach.name'), cell: ({ id, name }) => <Link to={`/mona/outreach/sequences/${id}`}>{name}</Link> },
        { key: 'state', label: t('outreach.state'), cell: ({ state }) => <SequenceMark state={state} /> },
        { key: 'enrolled', label: t('outreach.enrolled'), align: 'end', cell: ({ figures }) => number(figures.enrolled) },
        { key: 'sent', label: t('outreach.sent'), align: 'end', cell: ({ figures }) => number(figures.sent) },
        { key: 'answered', label: t('outreach.answeredCount'), align: 'end', cell: ({ figures }) => share(figures.answered, figures.enrolled) },
        { key: 'bounced', label: t('outreach.bouncedCount'), align: 'end', cell: ({ figures }) => share(figures.bounced, figures.enrolled) },
        {
          key: 'median',
          label: t('outreach.median'),
          align: 'end',
          cell: ({ figures }) => (figures.medianHours === null ? '—' : t('outreach.hours', { n: number(Math.round(figures.medianHours)) })),
        },
      ]}
    />
  )
}

function Due({ items }: { items: Data['due'] }) {
  const { t, dateTime } = useText()
  return (
    <Section title={t('outreach.next')}>
      <Table
        caption={t('outreach.next')}
        hideCaption
        stack="tight"
        rows={items}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{t('outreach.nextEmpty')}</p>}
        columns={[
          { key: 'who', label: t('outreach.who'), cell: ({ kind, recordId, record }) => <Link to={recordHref(kind, recordId)}>{record}</Link> },
          { key: 'what', label: t('outreach.what'), bare: true, cell: ({ step, sequence }) => `${step ? t(`outreach.kind.${step}`) : '—'} · ${sequence}` },
          { key: 'when', label: t('outreach.when'), bare: true, cell: ({ dueAt }) => (dueAt ? dateTime(dueAt) : '—') },
          { key: 'act', label: '', align: 'end', cell: ({ id, record }) => <Turn id={id} act="stop" of={record} /> },
        ]}
      />
    </Section>
  )
}

/** One press on one enrolment. */
export function Turn({ id, act, of }: { id: string; act: 'pause' | 'resume' | 'stop'; of: string }) {
  const { t } = useText()
  return (
    <RouterForm method="post">
      <Hidden values={{ intent: 'turn', id, act }} />
      <Button type="submit" size="small" kind="quiet" aria-label={`${t(`outreach.${act}`)} · ${of}`}>
        {t(`outreach.${act}`)}
      </Button>
    </RouterForm>
  )
}

function Recent({ items }: { items: Data['messages'] }) {
  const { t, dateTime } = useText()
  return (
    <Section title={t('outreach.recent')} action={items.length > 0 && <ExportMenu size="small" href={(format) => `/api/v1/exports/messages.${format}`} />}>
      <Table
        caption={t('outreach.recent')}
        hideCaption
        stack="tight"
        rows={items}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{t('outreach.recentEmpty')}</p>}
        columns={[
          { key: 'who', label: t('outreach.who'), cell: ({ kind, recordId, record }) => <Link to={recordHref(kind, recordId)}>{record}</Link> },
          { key: 'what', label: t('outreach.what'), bare: true, cell: ({ subject, channel, body }) => subject || `${t(`outreach.kind.${channel}`)} · ${body.slice(0, 60)}` },
          {
            key: 'state',
            label: t('outreach.state'),
            bare: true,
            cell: ({ state, problem, answeredAt }) => (
              <Cluster>
                <MessageMark state={state} />
                {answeredAt && <Badge tone="accent">{t('outreach.enrolment.answered')}</Badge>}
                {problem && <span className="text-soft text-sm">{t(problem, { host: '', email: '' })}</span>}
              </Cluster>
            ),
          },
          { key: 'when', label: t('outreach.when'), bare: true, cell: ({ sentAt, at }) => dateTime(sentAt ?? at) },
        ]}
      />
    </Section>
  )
}

function Answers({ items }: { items: Data['answers'] }) {
  const { t, dateTime } = useText()
  return (
    <Section title={t('outreach.answers')}>
      {items.length === 0 && <p className="text-soft">{t('outreach.answersEmpty')}</p>}
      <ul className="grid gap-4">
        {items.map(({ id, kind, record, recordKind, recordId, body, at, attachments }) => (
          <li key={id} className="grid gap-1">
            <Cluster>
              <Link to={recordHref(recordKind, recordId)}>{record}</Link>
              {kind !== 'answer' && <Badge tone={kind === 'bounce' ? 'bad' : 'neutral'}>{t(kind === 'bounce' ? 'outreach.answerBounce' : 'outreach.answerAuto')}</Badge>}
              <span className="text-soft text-sm">{dateTime(at)}</span>
            </Cluster>
            <p className="text-sm">{body.slice(0, 240)}</p>
            {attachments.length > 0 && (
              <p className="text-soft text-sm">{t('outreach.attachments', { n: attachments.length, names: attachments.map(({ name }) => name).join(', ') })}</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
