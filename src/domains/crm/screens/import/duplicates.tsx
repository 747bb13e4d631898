import { GitCompare } from 'lucide-react'
import { type ActionFunctionArgs, Form as RouterForm, type LoaderFunctionArgs, redirect } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Page, PageHead } from '#ui/layout'
import { EmptyState, Notice } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { CannotUnmerge } from '../parts/unmerge.tsx'
import { workspaceOfPage } from './standing.ts'
import { useLive } from './live.ts'
import { Pair } from './pair.tsx'
import './import.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url)
  const ids = searchParams.getAll('ids').flatMap((one) => one.split(','))
  const crm = callerOf<typeof operations>(context, 'crm')
  const { items, next, open } = await crm.listDuplicates({ ids: ids.length > 1 ? ids : undefined, after: searchParams.get('after') ?? undefined, limit: 1 })
  return {
    pair: items[0] ?? null,
    now: clock.now(),
    next,
    open,
    chosen: ids.length > 1 ? ids : [],
    done: searchParams.get('done'),
    merge: searchParams.get('merge'),
    workspaceId: workspaceOfPage(pageOf(context).actor),
  }
}

/** Where one goes on: the rest of a selection, else the pair that is first now. */
function onward(form: FormData, more: Record<string, string>): Response {
  const rest = form.getAll('rest').map(String)
  const query = new URLSearchParams(more)
  if (rest.length > 1) query.set('ids', rest.join(','))
  return redirect(`/mona/duplicates?${query}`, 303)
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

export async function action({ context, request, url }: ActionFunctionArgs): Promise<Submitted | Response> {
  const form = await request.formData()
  const { submit } = pageOf(context)
  const intent = text(form, 'intent')
  if (intent === 'search') {
    const result = await submit('crm.findDuplicates', new FormData())
    return result.ok ? redirect('/mona/duplicates?done=search', 303) : result
  }
  if (intent === 'undo') {
    const id = text(form, 'merge')
    const result = await submit('crm.undoMerge', new FormData(), { id })
    // The one that had to wait for this one can be undone now.
    const waits = url.searchParams.get('merge')
    return result.ok ? redirect(`/mona/duplicates?done=undone${waits && waits !== id ? `&merge=${waits}` : ''}`, 303) : result
  }
  const { id, otherId, choices } = chosenIn(form)
  if (intent === 'distinct') {
    const result = await submit('crm.rejectDuplicate', new FormData(), { id, otherId })
    return result.ok ? onward(form, { done: 'distinct' }) : result
  }
  const result = await submit('crm.mergeRecords', new FormData(), { id, otherId, choices })
  return result.ok ? onward(form, { done: 'merged', merge: (result.output as { id: string }).id }) : result
}

/** The record that stays, the one that goes into it, and whose word holds for each field. */
function chosenIn(form: FormData): { id: string; otherId: string; choices: Record<string, string> } {
  const [left, right] = [text(form, 'left'), text(form, 'right')]
  const keptLeft = text(form, 'keep') !== 'right'
  const choices = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith('field.') ? [[name.slice(6), value === 'both' ? 'both' : (value === 'left') === keptLeft ? 'mine' : 'other']] : [],
  )
  return { id: keptLeft ? left : right, otherId: keptLeft ? right : left, choices: Object.fromEntries(choices) as Record<string, string> }
}

/** Records that may be one, a pair at a time. */
export default function DuplicatesPage({ loaderData: data, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { t } = useText()
  const { pair, open, done, merge, workspaceId } = data
  useLive(`duplicates:${workspaceId}`)
  return (
    <Page width="wide">
      {workspaceId && <Island name="live" when="now" topics={`duplicates:${workspaceId}`} />}
      <PageHead
        title={t('crm.dup.title')}
        tab={`${t('crm.dup.title')} · MONA`}
        lead={t('crm.dup.lead')}
        actions={
          <RouterForm method="post">
            <Button type="submit" name="intent" value="search" icon={<Icon of={GitCompare} size="small" />}>
              {t('crm.dup.search')}
            </Button>
          </RouterForm>
        }
      />
      {actionData && !actionData.ok && <CannotUnmerge refusal={actionData.refusal} press={(id) => <Hidden values={{ intent: 'undo', merge: id }} />} />}
      {!actionData && <Done done={done} merge={merge} />}
      {pair ? (
        <>
          {data.chosen.length === 0 && <p className="import-open">{t('crm.dup.open', { n: open })}</p>}
          <Pair key={`${pair.left.id} ${pair.right.id}`} pair={pair} chosen={data.chosen} next={data.next} now={data.now} />
        </>
      ) : (
        <EmptyState title={t('crm.dup.none')} picture={<Icon of={GitCompare} size="large" />}>
          {t('crm.dup.noneLead')}
        </EmptyState>
      )}
    </Page>
  )
}

/** What was just done, and how it is taken back. */
function Done({ done, merge }: { done: string | null; merge: string | null }) {
  const { t } = useText()
  if (done === 'search') return <Notice kind="info">{t('crm.dup.searching')}</Notice>
  if (done === 'distinct') return <Notice kind="good">{t('crm.dup.kept')}</Notice>
  if (done !== 'merged' && done !== 'undone') return null
  return (
    <Notice kind="good" actions={merge ? <UndoMerge id={merge} /> : undefined}>
      {t(done === 'merged' ? 'crm.dup.merged' : 'crm.dup.unmerged')}
    </Notice>
  )
}

function UndoMerge({ id }: { id: string }) {
  const { t } = useText()
  return (
    <RouterForm method="post">
      <Hidden values={{ intent: 'undo', merge: id }} />
      <Button type="submit" size="small">
        {t('crm.dup.undo')}
      </Button>
    </RouterForm>
  )
}
