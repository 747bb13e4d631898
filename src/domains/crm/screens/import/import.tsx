import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { LinkButton } from '#ui/button'
import { Island } from '#ui/island'
import { Page, PageHead } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { Progress, Steps } from '#ui/progress'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import type { ImportDetail } from '../../schema/imports.ts'
import { Draft } from './draft.tsx'
import { tones } from './imports.tsx'
import { useLive } from './live.ts'
import { Outcome } from './outcome.tsx'
import './import.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const id = params.id!
  const { searchParams } = new URL(request.url)
  const crm = callerOf<typeof operations>(context, 'crm')
  const one = await crm.getImport({ id })
  const after = (name: string) => searchParams.get(name) ?? undefined
  const [preview, people, undecided, failed, kept] = await Promise.all([
    one.state === 'draft' ? crm.previewImport({ id }) : null,
    one.state === 'draft' ? crm.agencyPeople({ workspaceId: one.workspaceId }) : null,
    one.undecided > 0 ? crm.listImportRows({ id, state: 'undecided', after: after('undecided') }) : null,
    one.failed > 0 ? crm.listImportRows({ id, state: 'failed', after: after('failed') }) : null,
    one.state === 'undone' ? crm.listImportRows({ id, state: 'kept', after: after('kept') }) : null,
  ])
  const { actor } = pageOf(context)
  const mayEdit = actor.kind === 'person' && actor.memberships.some(({ workspaceId, permissions }) => workspaceId === one.workspaceId && permissions.includes('artists.edit'))
  return { one, preview, people: people?.items ?? [], undecided, failed, kept, mayEdit }
}
export type ImportData = Awaited<ReturnType<typeof loader>>

const calls: Readonly<Record<string, string>> = { edit: 'crm.editImport', start: 'crm.editImport', decide: 'crm.decideImportRows', undo: 'crm.undoImport' }

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const intent = String((form.get('intent') as string | null) ?? 'edit')
  const { submit } = pageOf(context)
  // The column that a choice is about stands in its place: a list of a form keeps no blank ones.
  const extra = {
    id: params.id!,
    ...(form.has('mapping') ? { mapping: form.getAll('mapping').map(String) } : {}),
    ...(form.has('numbers') ? { numbers: form.getAll('numbers').map(Number) } : {}),
  }
  const result = await submit(calls[intent] ?? 'crm.editImport', form, extra)
  if (!result.ok) return result
  if (intent === 'start') {
    const started = await submit('crm.startImport', new FormData(), { id: params.id! })
    if (!started.ok) return started
  }
  return redirect(`/mona/import/${params.id!}`, 303)
}

/** One list on its way in: its columns, what will be read, how far it is, what came of it. */
export default function ImportPage({ loaderData: data, actionData }: { loaderData: ImportData; actionData?: Submitted }) {
  const { t } = useText()
  const { one } = data
  useLive(`import:${one.id}`)
  return (
    <Page width="wide">
      <Island name="live" when="now" topics={`import:${one.id}`} />
      <PageHead
        eyebrow={<a href="/mona/import">{t('crm.import.title')}</a>}
        title={one.name}
        tab={`${one.name} · MONA`}
        actions={<Badge tone={tones[one.state]}>{t(`crm.import.state.${one.state}`)}</Badge>}
      />
      <Way one={one} />
      {actionData && !actionData.ok && <RefusalNote refusal={actionData.refusal} />}
      {one.state === 'reading' && <Waiting label={t('crm.import.readingNow')} hint={t('crm.import.readingHint')} />}
      {one.state === 'undoing' && <Waiting label={t('crm.import.undoingNow')} hint={t('crm.import.runningHint')} />}
      {one.state === 'unreadable' && one.problem && (
        <Notice kind="bad" title={t('crm.import.unreadableTitle')} actions={<LinkButton href="/mona/import">{t('crm.import.another')}</LinkButton>}>
          {t(one.problem.code, one.problem.params)}
        </Notice>
      )}
      {one.state === 'draft' && <Draft data={data} said={actionData ?? null} />}
      {one.state === 'running' && <Running one={one} />}
      {(one.state === 'running' || one.state === 'done' || one.state === 'undone') && <Outcome data={data} />}
    </Page>
  )
}

function Way({ one }: { one: ImportDetail }) {
  const { t } = useText()
  const at = one.state === 'reading' || one.state === 'unreadable' ? 0 : one.state === 'draft' ? 1 : one.state === 'running' ? 2 : 3
  const stepOf = (place: number) => (place < at ? 'done' : place > at ? 'next' : one.state === 'unreadable' || one.state === 'undone' ? 'stopped' : at === 3 ? 'done' : 'current')
  return <Steps direction="across" items={(['file', 'check', 'run', 'result'] as const).map((step, place) => ({ label: t(`crm.import.step.${step}`), state: stepOf(place) }))} />
}

function Waiting({ label, hint }: { label: string; hint: string }) {
  const { t } = useText()
  return (
    <>
      <Progress label={label} detail={hint} />
      <noscript>
        <LinkButton href="">{t('crm.import.again')}</LinkButton>
      </noscript>
    </>
  )
}

function Running({ one }: { one: ImportDetail }) {
  const { t } = useText()
  const done = one.created + one.completed + one.skipped + one.undecided + one.failed
  return (
    <>
      <Progress label={t('crm.import.running', { done, rows: one.rows })} value={done} max={one.rows} detail={t('crm.import.runningHint')} />
      <noscript>
        <LinkButton href="">{t('crm.import.again')}</LinkButton>
      </noscript>
    </>
  )
}
