import { Download, FileSpreadsheet, GitCompare } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Badge, type Tone } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Page, PageHead, Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { EmptyState, RefusalNote } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { ImportShown, ImportState } from '../../schema/imports.ts'
import { SendFile } from './send-file.tsx'
import './import.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const { items, next } = await callerOf<typeof operations>(context, 'crm').listImports({ after: searchParams.get('after') ?? undefined })
  const { actor } = pageOf(context)
  const { refused, ...params } = Object.fromEntries(searchParams)
  return {
    items,
    next,
    now: clock.now(),
    refusal: refused && /^(crm|platform)\.[\w.]{1,60}$/.test(refused) ? { kind: 'invalid' as const, code: refused as `crm.${string}`, params, fields: [] } : null,
    mayEdit: actor.kind === 'person' && actor.memberships.some(({ permissions }) => permissions.includes('artists.edit')),
  }
}

export const tones: Readonly<Record<ImportState, Tone>> = {
  reading: 'neutral',
  unreadable: 'bad',
  draft: 'warn',
  running: 'accent',
  done: 'good',
  undoing: 'neutral',
  undone: 'neutral',
}

/** A list that somebody brings, and those brought before. */
export default function ImportsPage({ loaderData: { items, next, now, refusal, mayEdit } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  return (
    <Page>
      <PageHead
        title={t('crm.import.title')}
        tab={`${t('crm.import.title')} · MONA`}
        lead={t('crm.import.lead')}
        actions={
          <LinkButton href="/mona/duplicates" kind="quiet" icon={<Icon of={GitCompare} size="small" />}>
            {t('crm.dup.title')}
          </LinkButton>
        }
      />
      {refusal && <RefusalNote refusal={refusal} />}
      {mayEdit && <Bring />}
      <Section title={t('crm.import.past')}>
        <Past items={items} now={now} />
        {next && <Pager next={`/mona/import?after=${next}`} />}
      </Section>
    </Page>
  )
}

/** The file, and an example of one. */
function Bring() {
  const { t } = useText()
  const sample = `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${t('crm.import.sampleText')}`)}`
  return (
    <>
      <SendFile />
      <p className="import-sample">
        <a href={sample} download="griot.csv">
          <Icon of={Download} size="small" /> {t('crm.import.sample')}
        </a>
      </p>
    </>
  )
}

function Past({ items, now }: { items: readonly ImportShown[]; now: Date }) {
  const { t, relative } = useText()
  return (
    <Table
      caption={t('crm.import.past')}
      hideCaption
      stack
      rows={items}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title={t('crm.import.none')} picture={<Icon of={FileSpreadsheet} size="large" />}>
          {t('crm.import.noneLead')}
        </EmptyState>
      }
      columns={[
        { key: 'name', label: t('crm.import.file'), cell: (one) => <a href={`/mona/import/${one.id}`}>{one.name}</a> },
        { key: 'state', label: t('crm.import.result'), cell: (one) => <Badge tone={tones[one.state]}>{t(`crm.import.state.${one.state}`)}</Badge> },
        { key: 'rows', label: t('crm.import.row'), align: 'end', cell: (one) => <Figures one={one} /> },
        { key: 'by', label: t('crm.import.step.file'), cell: (one) => t('crm.import.by', { who: one.by ?? '—', when: relative(one.createdAt, now) }) },
      ]}
    />
  )
}

function Figures({ one }: { one: ImportShown }) {
  const { t, number } = useText()
  const said = (['created', 'completed', 'undecided', 'failed'] as const).filter((what) => one[what] > 0)
  return <span className="tabular">{said.length === 0 ? number(one.rows) : said.map((what) => `${number(one[what])} ${t(`crm.import.${what}`).toLowerCase()}`).join(', ')}</span>
}
