import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { z } from 'zod'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type Submitted } from '#platform/page'
import { type SheetFormat, sheetFormats } from '#ui/table'
import type { operations } from '../../operations.ts'
import type { RecordPage } from '../../schema/records.ts'
import type { RecordKind } from '../../types.ts'
import { addressOf, columnNames, columnsCookie, columnsIn, exportAddress, filterIn, usualColumns } from './address.ts'

export type Page = z.output<typeof RecordPage>

/** What a list shows, from its address. A filter that cannot be read is said, and the list is shown without rows rather than with the wrong ones. */
export async function loadList({ context, request, url }: LoaderFunctionArgs, kind: RecordKind) {
  const asked = new FormData()
  for (const [name, value] of url.searchParams) asked.append(name, value)
  const crm = callerOf<typeof operations>(context, 'crm')
  const operation = kind === 'artist' ? 'crm.listArtists' : 'crm.listContacts'
  const [listed, views, people, tags, fields, pipelines] = await Promise.all([
    pageOf(context).submit(operation, asked, { limit: 50, ...(kind === 'artist' ? {} : { kind }) }) as Promise<Submitted<Page>>,
    crm.listViews({ kind }),
    crm.agencyPeople({}),
    crm.listTags({}),
    crm.listFields({ kind }),
    kind === 'artist' ? crm.listPipelines({}) : null,
  ])
  const known = new Set<string>([...columnNames, ...fields.items.map(({ key }) => `custom.${key}`)])
  const { actor } = pageOf(context)
  const inAddress = url.searchParams.getAll('cols').flatMap((one) => one.split(','))
  const columns = [inAddress, columnsIn(request.headers.get('cookie'), kind)].map((list) => list.filter((one) => known.has(one))).find((list) => list.length > 0)
  return {
    kind,
    now: clock.now(),
    path: url.pathname,
    search: url.search,
    page: listed.ok ? listed.output : { items: [], next: null, total: 0, more: false },
    refusal: listed.ok ? null : listed.refusal,
    views: views.items,
    people: people.items,
    tags: tags.items.map(({ tag }) => tag),
    fields: fields.items,
    stages: pipelines ? (pipelines.items.find(({ of, isDefault }) => of === 'artists' && isDefault)?.stages ?? []) : [],
    columns: columns ?? [...usualColumns[kind]],
    mayEdit: actor.kind === 'person' && actor.memberships.some(({ permissions }) => permissions.includes('artists.edit')),
  }
}
export type ListData = Awaited<ReturnType<typeof loadList>>

export interface ListSaid {
  intent: string
  result: Submitted
}

/** What a list can do: add a name, change those ticked, save or remove a view, undo; and what only leads elsewhere: columns, a merge, a file. */
export async function actOnList({ context, request, url }: ActionFunctionArgs, kind: RecordKind): Promise<Response | ListSaid> {
  const form = await request.formData()
  const intent = text(form, 'intent')
  const elsewhere = ways[intent]?.(form, url, kind, pageOf(context).origin.startsWith('https:'))
  if (elsewhere) return elsewhere
  const { submit } = pageOf(context)
  const home = kind === 'artist' ? '/mona/artists' : '/mona/contacts'
  const call = calls[intent] ?? { operation: 'crm.removeView' }
  const operation = intent === 'add' && kind !== 'artist' ? 'crm.createContact' : call.operation
  const result = await submit(operation, form, call.more?.(form, url, kind) ?? {})
  if (!result.ok) return { intent, result }
  const { id = '', records = 0 } = result.output as { id?: string; records?: number }
  if (intent === 'add' || intent === 'restore') return redirect(`${home}/${id}`, 303)
  const back = (more: Readonly<Record<string, string>>) => redirect(hereWith(url, Object.entries(more)), 303)
  if (intent === 'view') return back({ view: id, done: 'viewSaved' })
  if (intent === 'undo') return back({ done: 'undone', n: String(records) })
  if (intent in calls) return back({ done: intent, n: String(records), ...(records > 0 ? { change: id } : {}) })
  return redirect(
    addressOf(
      url.pathname,
      kind === 'organisation'
        ? [
            ['kind', kind],
            ['done', 'viewRemoved'],
          ]
        : [['done', 'viewRemoved']],
    ),
    303,
  )
}

const hereWith = ({ pathname, searchParams }: URL, more: readonly (readonly [string, string])[], without: readonly string[] = []): string =>
  addressOf(pathname, [...[...searchParams].filter(([name]) => !(name in dropped) && !without.includes(name)), ...more])

type Way = (form: FormData, url: URL, kind: RecordKind, secure: boolean) => Response

/** What changes no record. */
const ways: Readonly<Record<string, Way>> = {
  columns: (form, url, kind, secure) => {
    const columns = form.getAll('cols').map(String)
    const shown = columns.map((name) => ['cols', name] as const)
    return redirect(hereWith(url, shown, ['cols']), { status: 303, headers: { 'Set-Cookie': columnsCookie(kind, columns, secure) } })
  },
  merge: (form, url) => {
    const ids = form.getAll('ids').map(String)
    return redirect(ids.length > 1 ? addressOf('/mona/duplicates', [['ids', ids.join(',')]]) : hereWith(url, [['done', 'mergeTwo']]), 303)
  },
  ...Object.fromEntries(sheetFormats.map((format): [string, Way] => [format, (form, url, kind) => exportTicked(format, form, url, kind)])),
}

/** Those ticked as a file; nothing ticked is said. */
function exportTicked(format: SheetFormat, form: FormData, url: URL, kind: RecordKind): Response {
  const ids = form.getAll('ids').map(String)
  if (ids.length === 0) return redirect(hereWith(url, [['done', 'exportNone']]), 303)
  return redirect(exportAddress(format, { kind, params: url.searchParams, columns: form.getAll('shown').map(String), ids }), 303)
}

interface ListCall {
  operation: string
  /** What the form does not say by itself. */
  more?: (form: FormData, url: URL, kind: RecordKind) => Record<string, unknown>
}

const ticked = (form: FormData): Record<string, unknown> => ({ what: text(form, 'intent'), ids: form.getAll('ids').map(String) })
const calls: Readonly<Record<string, ListCall>> = {
  add: { operation: 'crm.createArtist', more: (_form, _url, kind) => (kind === 'artist' ? {} : { kind }) },
  restore: { operation: 'crm.restoreRecord' },
  tag: { operation: 'crm.changeRecords', more: ticked },
  untag: { operation: 'crm.changeRecords', more: ticked },
  owner: { operation: 'crm.changeRecords', more: (form) => ({ ...ticked(form), ownerId: text(form, 'ownerId') || null }) },
  remove: { operation: 'crm.changeRecords', more: ticked },
  undo: { operation: 'crm.undoRecordChange' },
  view: { operation: 'crm.saveView', more: viewIn },
}

/** What is shown now, as a view keeps it. */
function viewIn(_form: FormData, { searchParams }: URL, kind: RecordKind): Record<string, unknown> {
  const sort = [searchParams.get('sort'), searchParams.get('direction')].filter(Boolean).join(':')
  return {
    kind,
    filter: readable(filterIn(searchParams)),
    sort: sort || null,
    columns: searchParams.getAll('cols'),
    shape: searchParams.get('shape') === 'list' ? 'list' : 'table',
  }
}

const dropped = { after: '', done: '', n: '', change: '', view: '' }
const text = (form: FormData, name: string): string => String((form.get(name) as string | null) ?? '')

/** Figures and answers of an address are texts: as a saved filter they are what they say. */
function readable(filter: Record<string, unknown>): Record<string, unknown> {
  const numbers = new Set(['followersFrom', 'followersTo', 'scoreFrom', 'scoreTo', 'silentDays'])
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, numbers.has(name) ? Number(value) : name === 'hasEmail' ? value === 'true' : value]))
}
