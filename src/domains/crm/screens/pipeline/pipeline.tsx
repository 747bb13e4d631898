import './pipeline.css'
import { ChartColumn, Settings2 } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState, Notice, RefusalNote } from '#ui/notice'
import { ExportMenu } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { filterQuery, inSmallest, isFiltered, readAddress, withParams } from './address.ts'
import { Needs } from './blocked.tsx'
import { BoardView } from './board.tsx'
import { chosenArtist, inMinor, textOf } from './forms.ts'
import { EditCard } from './edit-card.tsx'
import { CardList } from './list.tsx'
import { NewCard } from './new-card.tsx'
import { Toolbar } from './toolbar.tsx'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

/** Cards read with the page, of each stage or of a list. */
const first = { board: 30, list: 50 }

export async function loader({ context, url }: LoaderFunctionArgs) {
  const params = url.searchParams
  const { pipeline: asked, shape, filter, sort, after, card, removed } = readAddress(params)
  const crm = callerOf<typeof operations>(context, 'crm')
  const [{ items: pipelines }, { items: people }, { items: tags }, { items: views }] = await Promise.all([
    crm.listPipelines(),
    crm.agencyPeople(),
    crm.listTags(),
    crm.listViews({ kind: 'pipeline' }),
  ])
  const open = pipelines.filter(({ archived }) => !archived)
  const pipeline = pipelines.find(({ id }) => id === asked) ?? open.find(({ of }) => of === 'artists') ?? open[0]!
  const wanted = { ...filter, ...inSmallest(filter, pipeline.currency) }
  const board = shape === 'board' ? await crm.getBoard({ id: pipeline.id, ...wanted, limit: first.board }) : null
  const page = board ? null : await crm.listCards({ id: pipeline.id, ...wanted, sort, limit: first.list, ...(after ? { after } : {}) })
  const edited = card && pipeline.mayEdit ? (await crm.listCards({ id: pipeline.id, ids: [card] })).items[0] : undefined
  const totals = board ? board.totals : (await crm.boardTotals({ id: pipeline.id, ...wanted })).items
  return {
    pipelines: open,
    pipeline,
    people,
    tags: tags.map(({ tag }) => tag),
    views,
    shape,
    filter,
    sort,
    board,
    page,
    totals,
    edited,
    removed,
    query: filterQuery(wanted),
    filtered: isFiltered(params),
  }
}
export type PipelineData = Awaited<ReturnType<typeof loader>>

const acts: Readonly<Record<string, string>> = {
  move: 'crm.moveCard',
  edit: 'crm.editCard',
  create: 'crm.createCard',
  remove: 'crm.removeCard',
  restore: 'crm.restoreCard',
  view: 'crm.saveView',
  forget: 'crm.removeView',
}

/** Forms of the page, with and without script. What is typed stays when it is refused. */
export async function action({ context, request, url }: ActionFunctionArgs) {
  const form = await request.formData()
  const name = acts[textOf(form, 'intent')]
  const [here, params] = [url.pathname + url.search, url.searchParams]
  if (!name) return redirect(here, 303)
  const filter = Object.fromEntries(Object.entries(readAddress(params).filter).filter(([key]) => key !== 'ids'))
  const extra = name === 'crm.saveView' ? { kind: 'pipeline', filter: { ...filter, pipeline: params.get('pipeline') ?? '' }, shape: readAddress(params).shape } : undefined
  const done: Submitted = await pageOf(context).submit(name, inMinor(form), name === 'crm.createCard' ? await named(context, form) : extra)
  return done.ok ? redirect(`/mona/pipeline${withParams(params, name === 'crm.removeCard' ? { removed: textOf(form, 'id') } : {})}`, 303) : done
}

/** The artist whose name was typed. */
async function named(context: ActionFunctionArgs['context'], form: FormData): Promise<{ recordId: string }> {
  const q = textOf(form, 'artist').slice(0, 200)
  const { items } = q ? await callerOf<typeof operations>(context, 'crm').listArtists({ q, limit: 20 }) : { items: [] }
  return { recordId: chosenArtist(q, items) ?? nobody }
}
/** An id that no row has: refused as an artist the agency does not know. */
const nobody = '00000000-0000-0000-0000-000000000000'

export default function PipelinePage({ loaderData: data, actionData }: { loaderData: PipelineData; actionData?: Submitted }) {
  const { t } = useText()
  const { pipeline, board, page, query } = data
  const count = data.totals.reduce((all, one) => all + one.count, 0)
  return (
    <Page width="wide">
      <PageHead
        title={pipeline.name}
        tab={`${pipeline.name} · MONA`}
        lead={t('crm.pipeline.lead', { n: count })}
        actions={
          <>
            {count > 0 && (
              <span className={board ? 'hidden sm:inline' : undefined}>
                <ExportMenu href={(format) => `/api/v1/exports/pipelines/${pipeline.id}.${format}?${query}${board ? '' : `&sort=${data.sort}`}`} />
              </span>
            )}
            <LinkButton kind="quiet" href={`/mona/pipeline/stats?pipeline=${pipeline.id}`} icon={<Icon of={ChartColumn} />}>
              {t('crm.pipeline.stats')}
            </LinkButton>
            <LinkButton kind="quiet" href={`/mona/pipeline/settings?pipeline=${pipeline.id}`} icon={<Icon of={Settings2} />}>
              {t('crm.pipeline.settings')}
            </LinkButton>
            {pipeline.mayEdit && <NewCard pipeline={pipeline} result={actionData} />}
          </>
        }
      />
      {actionData && !actionData.ok && actionData.values.intent !== 'edit' && <Refused data={actionData} />}
      {pipeline.archived && <Notice kind="info">{t('crm.pipelineArchived')}</Notice>}
      {data.removed && <Removed id={data.removed} />}
      <Toolbar data={data} />
      {count === 0 && <NoCard data={data} />}
      {board && (count > 0 || !data.filtered) && <BoardView key={`${pipeline.id}?${query}`} data={board} query={query} />}
      {page && count > 0 && <CardList data={data} page={page} />}
      {data.edited && <EditCard key={data.edited.id} card={data.edited} pipeline={pipeline} result={actionData} />}
    </Page>
  )
}

/** A card that was just taken off, with the way back. */
function Removed({ id }: { id: string }) {
  const { t } = useText()
  return (
    <Notice
      kind="good"
      actions={
        <form method="post">
          <Hidden values={{ intent: 'restore', id }} />
          <Button type="submit" size="small">
            {t('crm.pipeline.putBack')}
          </Button>
        </form>
      }
    >
      {t('crm.pipeline.cardRemoved')}
    </Notice>
  )
}

function Refused({ data }: { data: Extract<Submitted, { ok: false }> }) {
  return (
    <>
      <RefusalNote refusal={data.refusal} />
      {data.refusal.code === 'crm.cannotEnter' && <Needs refused={{ fields: [...data.refusal.fields] }} />}
      {data.refusal.params.mayPass === 'yes' && data.values.intent === 'move' && <PassOver id={String(data.values.id)} toStage={String(data.values.toStage)} />}
    </>
  )
}

/** An administrator lets a card into a stage all the same, and says why. */
function PassOver({ id, toStage }: { id: string; toStage: string }) {
  const { t } = useText()
  return (
    <Form submit={t('crm.pipeline.pass')} kind="secondary">
      <Hidden values={{ intent: 'move', id, toStage }} />
      <Field name="reason" label={t('crm.pipeline.why')} hint={t('crm.pipeline.whyHint')} maxLength={300} required />
    </Form>
  )
}

function NoCard({ data: { filtered, pipeline } }: { data: PipelineData }) {
  const { t } = useText()
  if (filtered)
    return (
      <EmptyState
        title={t('crm.pipeline.noneFits')}
        action={<LinkButton href={withParams(new URLSearchParams(), { pipeline: pipeline.id })}>{t('crm.pipeline.clear')}</LinkButton>}
      >
        {t('crm.pipeline.noneFitsText')}
      </EmptyState>
    )
  return (
    <EmptyState title={t('crm.pipeline.empty')} action={<LinkButton href="/mona/artists">{t('crm.artists')}</LinkButton>}>
      {t('crm.pipeline.emptyText')}
    </EmptyState>
  )
}
