import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { z } from 'zod'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type Submitted } from '#platform/page'
import type { operations } from '../../operations.ts'
import type { RecordPage } from '../../schema/records.ts'
import type { RecordKind } from '../../types.ts'
import { addressOf, columnNames, filterIn, usualColumns } from './address.ts'

export type Page = z.output<typeof RecordPage>

/** What a list shows, from its address. A filter that cannot be read is said, and the list is shown without rows rather than with the wrong ones. */
export async function loadList({ context, request }: LoaderFunctionArgs, kind: RecordKind) {
  const url = new URL(request.url)
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
  const columns = url.searchParams.getAll('cols').flatMap((one) => one.split(','))
  const known = new Set<string>([...columnNames, ...fields.items.map(({ key }) => `custom.${key}`)])
  const { actor } = pageOf(context)
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
    columns: columns.some((one) => known.has(one)) ? columns.filter((one) => known.has(one)) : [...usualColumns[kind]],
    mayEdit: actor.kind === 'person' && actor.memberships.some(({ permissions }) => permissions.includes('artists.edit')),
  }
}
export type ListData = Awaited<ReturnType<typeof loadList>>

/** What a list can do: add a name, change those ticked, save or remove a view, undo. */
export async function actOnList({ context, request }: ActionFunctionArgs, kind: RecordKind): Promise<Response | { intent: string; result: Submitted }> {
  const form = await request.formData()
  const url = new URL(request.url)
  const intent = text(form, 'intent')
  const back = (more: Readonly<Record<string, string>>) =>
    redirect(addressOf(url.pathname, [...[...url.searchParams].filter(([name]) => !(name in dropped)), ...Object.entries(more)]), 303)
  const { submit } = pageOf(context)
  switch (intent) {
    case 'add': {
      const result = await submit(kind === 'artist' ? 'crm.createArtist' : 'crm.createContact', form, kind === 'artist' ? {} : { kind })
      return result.ok ? redirect(`/mona/${kind === 'artist' ? 'artists' : 'contacts'}/${(result.output as { id: string }).id}?done=created`, 303) : { intent, result }
    }
    case 'tag':
    case 'untag':
    case 'owner':
    case 'remove': {
      const ownerId = text(form, 'ownerId')
      const result = await submit('crm.changeRecords', form, {
        what: intent,
        ids: form.getAll('ids').map(String),
        ...(intent === 'owner' ? { ownerId: ownerId === '' ? null : ownerId } : {}),
      })
      if (!result.ok) return { intent, result }
      const { id, records } = result.output as { id: string; records: number }
      return back({ done: intent, n: String(records), ...(records > 0 ? { change: id } : {}) })
    }
    case 'undo': {
      const result = await submit('crm.undoRecordChange', form)
      return result.ok ? back({ done: 'undone', n: String((result.output as { records: number }).records) }) : { intent, result }
    }
    case 'restore': {
      const result = await submit('crm.restoreRecord', form)
      return result.ok ? redirect(`${url.pathname}/${(result.output as { id: string }).id}`, 303) : { intent, result }
    }
    case 'view': {
      const sort = [url.searchParams.get('sort'), url.searchParams.get('direction')].filter(Boolean).join(':')
      const filter = readable(filterIn(url.searchParams))
      const result = await submit('crm.saveView', form, {
        kind,
        filter,
        sort: sort || null,
        columns: url.searchParams.getAll('cols'),
        shape: url.searchParams.get('shape') === 'list' ? 'list' : 'table',
      })
      return result.ok ? back({ view: (result.output as { id: string }).id, done: 'viewSaved' }) : { intent, result }
    }
    default: {
      const result = await submit('crm.removeView', form)
      return result.ok ? redirect(addressOf(url.pathname, [['done', 'viewRemoved']]), 303) : { intent: intent || 'view', result }
    }
  }
}
const dropped = { after: '', done: '', n: '', change: '', view: '' }
const text = (form: FormData, name: string): string => String((form.get(name) as string | null) ?? '')

/** Figures and answers of an address are texts: as a saved filter they are what they say. */
function readable(filter: Record<string, unknown>): Record<string, unknown> {
  const numbers = new Set(['followersFrom', 'followersTo', 'scoreFrom', 'scoreTo', 'silentDays'])
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, numbers.has(name) ? Number(value) : name === 'hasEmail' ? value === 'true' : value]))
}
