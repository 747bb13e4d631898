import { Link } from 'react-router'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Card } from '#ui/card'
import { Field, Form, Hidden } from '#ui/form'
import { Cluster, Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { ExportMenu, Table } from '#ui/table'
import { useText } from '#ui/text'
import { bases } from '../../types.ts'
import { Turn } from '../outreach.tsx'
import type { SequenceData } from '../sequence.tsx'
import { EnrolmentMark, recordHref } from './marks.tsx'

type Told = { enrolled: number; left: { id: string; name: string; why: string }[]; waiting: { id: string; name: string; missing: string[] }[] }

/** A saved filter goes into the sequence; one may look first at who would receive it. */
export function EnrolForm({ sequence, segments, result, isTrial }: Pick<SequenceData, 'sequence' | 'segments'> & { result: Submitted | null; isTrial: boolean }) {
  const { t } = useText()
  if (!sequence.maySend || sequence.state === 'archived') return null
  return (
    <Card title={t('outreach.enrol')}>
      {result?.ok && <Outcome told={result.output as Told} isTrial={isTrial} />}
      {segments.length === 0 ? (
        <p className="text-soft">{t('outreach.noSegments')}</p>
      ) : (
        <Form result={result}>
          <Hidden values={{ intent: 'enrol' }} />
          <Field name="viewId" type="select" label={t('outreach.segment')} required options={segments.map(({ id, name }) => ({ value: id, label: name }))} />
          <Field
            name="basis"
            type="select"
            label={t('outreach.basis')}
            hint={t('outreach.basisHint')}
            required
            options={bases.map((one) => ({ value: one, label: t(`outreach.basis.${one}`) }))}
          />
          <Field name="source" label={t('outreach.source')} hint={t('outreach.sourceHint')} required maxLength={200} />
          <div className="btn-row">
            <Button type="submit" kind="primary">
              {t('outreach.enrolNow')}
            </Button>
            <Button type="submit" name="trial" value="true">
              {t('outreach.trial')}
            </Button>
          </div>
        </Form>
      )}
    </Card>
  )
}

function Outcome({ told, isTrial }: { told: Told; isTrial: boolean }) {
  const { t } = useText()
  return (
    <Notice kind={told.enrolled > 0 ? 'good' : 'warn'} title={t(isTrial ? 'outreach.wouldEnrol' : 'outreach.hasEnrolled', { n: told.enrolled })}>
      {told.left.length > 0 && <p>{t('outreach.left', { n: told.left.length })}</p>}
      <ul>
        {told.left.slice(0, 20).map(({ id, name, why }) => (
          <li key={id}>
            {name}
            {t('ui.colon')} {t(`outreach.why.${why}`)}
          </li>
        ))}
      </ul>
      {told.waiting.length > 0 && <p>{t('outreach.waiting', { n: told.waiting.length })}</p>}
      <ul>
        {told.waiting.slice(0, 20).map(({ id, name, missing }) => (
          <li key={id}>
            {name}
            {t('ui.colon')} <code>{missing.join(', ')}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

export function Enrolments({ items, next, sequenceId }: SequenceData['enrolments'] & { sequenceId: string }) {
  const { t, dateTime } = useText()
  return (
    <Section
      title={t('outreach.enrolments')}
      action={items.length > 0 && <ExportMenu size="small" href={(format) => `/api/v1/exports/enrolments.${format}?sequenceId=${sequenceId}`} />}
    >
      <Table
        caption={t('outreach.enrolments')}
        hideCaption
        stack="tight"
        rows={items}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{t('outreach.enrolmentsEmpty')}</p>}
        columns={[
          { key: 'who', label: t('outreach.who'), cell: ({ kind, recordId, record }) => <Link to={recordHref(kind, recordId)}>{record}</Link> },
          {
            key: 'state',
            label: t('outreach.state'),
            bare: true,
            cell: ({ state, reason, detail }) => (
              <Cluster>
                <EnrolmentMark state={state} />
                {reason && <span className="text-soft text-sm">{t(reason, { names: typeof detail.names === 'string' ? detail.names : '' })}</span>}
              </Cluster>
            ),
          },
          { key: 'when', label: t('outreach.when'), bare: true, cell: ({ dueAt, endedAt, createdAt }) => dateTime(dueAt ?? endedAt ?? createdAt) },
          { key: 'act', label: '', align: 'end', cell: (row) => <Acts {...row} /> },
        ]}
      />
      {next && <Pager next={`?after=${next}`} />}
    </Section>
  )
}

function Acts({ id, state, record }: SequenceData['enrolments']['items'][number]) {
  const acts = state === 'active' ? (['pause', 'stop'] as const) : state === 'paused' || state === 'failed' || state === 'stopped' ? (['resume'] as const) : []
  return (
    <Cluster align="end">
      {acts.map((act) => (
        <Turn key={act} id={id} act={act} of={record} />
      ))}
    </Cluster>
  )
}
