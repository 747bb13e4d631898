import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { clock } from '#platform/clock'
import { callerOf, pageOf, type Submitted } from '#platform/page'
import type { operations } from '../../operations.ts'
import { interactions } from '../../types.ts'

/** What every sheet shows of its record: the facts, the history, who can look after it. */
async function loadSheet({ context, request, params }: LoaderFunctionArgs, read: 'getArtist' | 'getContact') {
  const crm = callerOf<typeof operations>(context, 'crm')
  const asked = new URL(request.url).searchParams
  const show = ['people', 'house', ...interactions].find((one) => one === asked.get('show')) ?? 'all'
  const id = params.id!
  const seek = asked.get('relate')?.trim() ?? ''
  const [sheet, timeline, people, found] = await Promise.all([
    crm[read]({ id }),
    crm.getTimeline({ id, show: show as 'all', ...(asked.get('before') ? { after: asked.get('before')! } : {}) }),
    crm.agencyPeople({}),
    seek ? crm.searchRecords({ q: seek }) : { items: [] },
  ])
  return {
    sheet,
    timeline,
    show,
    people: people.items,
    seek,
    found: found.items.filter((one) => one.id !== id),
    done: asked.get('done'),
    refused: asked.get('refused'),
    now: clock.now(),
  }
}
export type SheetData = Awaited<ReturnType<typeof loadSheet>>
export type Sheet = SheetData['sheet']

/** Everything the parts of an artist's sheet need. */
export const loadArtist = (args: LoaderFunctionArgs): Promise<SheetData> => loadSheet(args, 'getArtist')
export const loadContact = (args: LoaderFunctionArgs): Promise<SheetData> => loadSheet(args, 'getContact')

export interface SheetSaid {
  intent: string
  result: Submitted
}

/** What each form of the sheet calls. */
const calls: Readonly<Record<string, string>> = {
  'crm:edit': 'crm.updateArtist',
  'crm:owner': 'crm.updateArtist',
  'crm:step': 'crm.updateArtist',
  'crm:tags': 'crm.updateArtist',
  'crm:say': 'crm.recordInteraction',
  'crm:unsay': 'crm.removeInteraction',
  'crm:unmerge': 'crm.undoMerge',
  'crm:link': 'crm.addRecordLink',
  'crm:unlink': 'crm.removeRecordLink',
  'crm:relate': 'crm.relateRecords',
  'crm:unrelate': 'crm.unrelateRecords',
  'crm:unfile': 'crm.removeRecordFile',
  'crm:remove': 'crm.removeArtist',
  'crm:restore': 'crm.restoreRecord',
}

/** The acts of the sheet's parts, by `intent`. Null when the intent is of another room: the page asks that one. */
export async function actOnSheet({ context, params }: ActionFunctionArgs, form: FormData, home: string): Promise<Response | SheetSaid | null> {
  const intent = formText(form, 'intent')
  const operation = calls[intent]
  if (!operation) return null
  const here = `${home}/${params.id!}`
  const named = things[intent]
  const id = named ? formText(form, named) : params.id!
  const result = await pageOf(context).submit(operation, form, { id, ...listsIn(form, intent) })
  if (!result.ok) return { intent, result }
  if (intent === 'crm:remove') return redirect(`${home}?removed=${id}`, 303)
  return redirect(`${here}?done=${intent.slice(4)}${anchors[intent] ?? ''}`, 303)
}
/** Forms about a thing of its own, and the field that names it. */
const things: Readonly<Record<string, string>> = { 'crm:unfile': 'fileId', 'crm:unmerge': 'mergeId' }
const anchors: Readonly<Record<string, string>> = {
  'crm:say': '#timeline',
  'crm:unsay': '#timeline',
  'crm:unmerge': '#timeline',
  'crm:link': '#links',
  'crm:unlink': '#links',
  'crm:relate': '#relations',
  'crm:unrelate': '#relations',
  'crm:unfile': '#files',
}

const formText = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Lists are typed as one line parted by commas; an emptied line empties the list, an emptied own field its value. */
function listsIn(form: FormData, intent: string): Record<string, unknown> {
  if (intent !== 'crm:edit' && intent !== 'crm:tags') return {}
  const own = [...form.keys()].filter((name) => name.startsWith('custom.'))
  const lists: Record<string, unknown> = own.length > 0 ? { custom: Object.fromEntries(own.map((name) => [name.slice(7), formText(form, name) || null])) } : {}
  for (const name of ['genres', 'languages', 'tags'])
    if (form.has(name))
      lists[name] = formText(form, name)
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
  return lists
}
