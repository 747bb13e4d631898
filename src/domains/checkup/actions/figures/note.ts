import { callerIn } from '#domains/identity'
import { findRecords } from '#domains/crm'
import { after, day as oneDay } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { type FieldRefusal, Refusal } from '#platform/refusal'
import { found } from '#platform/refusal'
import { artistOf, inAgency } from '../../reading/agency.ts'
import { today } from '../../reading/figures.ts'
import { readPaste } from '../../rules/figures/paste.ts'
import { deleteFigure, type FigureRow, type NewFigure } from '../../store/figures.ts'
import { putPlaces } from '../../store/places.ts'
import { keepFigures } from './keep.ts'

type Told = Omit<NewFigure, 'recordId'>
const oldest = '2000-01-01'
const mistakesTold = 10

/** Notes figures of one artist; one of the same network, metric and day is corrected. Refuses days to come (`checkup.dayToCome`) and a figure told twice (`checkup.toldTwice`). */
export async function noteFigures(ctx: Ctx, { recordId, figures }: { recordId: string; figures: readonly Told[] }): Promise<{ given: number; changed: number }> {
  const person = callerIn(ctx)
  const artist = await artistOf(ctx, recordId)
  const rows = figures.map((one) => ({ recordId, ...one }))
  refuseWrong(ctx, rows, 'figures')
  return { given: rows.length, changed: await keepFigures(ctx, artist.workspaceId, rows, { source: 'typed', invented: false, notedBy: person.id }) }
}

/** The same for many artists of one agency, as programs and imports do. */
export async function noteManyFigures(ctx: Ctx, input: { workspaceId?: string | undefined; figures: readonly NewFigure[] }): Promise<{ given: number; changed: number }> {
  const person = callerIn(ctx)
  const workspaceId = await inAgency(ctx, input.workspaceId)
  const records = await findRecords(
    ctx.db,
    input.figures.map(({ recordId }) => recordId),
  )
  const lost = input.figures.flatMap(({ recordId }, place): FieldRefusal[] => {
    const record = records.get(recordId)
    return record?.workspaceId === workspaceId && record.kind === 'artist' ? [] : [{ field: `figures.${place}.recordId`, code: 'checkup.noSuchArtist' }]
  })
  if (lost.length > 0) throw new Refusal('invalid', 'platform.invalid', {}, lost.slice(0, mistakesTold))
  refuseWrong(ctx, input.figures, 'figures')
  return { given: input.figures.length, changed: await keepFigures(ctx, workspaceId, input.figures, { source: 'imported', invented: false, notedBy: person.id }) }
}

/** Notes what was copied from a spreadsheet. All of it or nothing: each line that cannot be read is named. */
export async function pasteFigures(ctx: Ctx, input: { recordId: string; day?: string | undefined; text: string }): Promise<{ given: number; changed: number }> {
  const person = callerIn(ctx)
  const artist = await artistOf(ctx, input.recordId)
  const { figures, mistakes } = readPaste(input.text, input.day ?? null)
  const fields = mistakes.slice(0, mistakesTold).map(({ line, code, word }): FieldRefusal => ({ field: 'text', code, params: { line, word: word.slice(0, 40) } }))
  if (mistakes.length > 0) throw new Refusal('invalid', 'checkup.pasteUnread', { lines: mistakes.length }, fields)
  if (figures.length === 0) throw new Refusal('invalid', 'checkup.pasteEmpty')
  const rows = figures.map((one) => ({ recordId: input.recordId, ...one }))
  refuseWrong(ctx, rows, 'text')
  return { given: rows.length, changed: await keepFigures(ctx, artist.workspaceId, rows, { source: 'imported', invented: false, notedBy: person.id }) }
}

function refuseWrong(ctx: Ctx, figures: readonly NewFigure[], field: string): void {
  // Someone east of us may already be in tomorrow.
  const last = today(after(ctx.now, oneDay))
  const seen = new Set<string>()
  const wrong = figures.flatMap((one, place): FieldRefusal[] => {
    const at = field === 'text' ? field : `${field}.${place}.day`
    const key = `${one.recordId} ${one.network} ${one.metric} ${one.day}`
    const isAgain = seen.has(key)
    seen.add(key)
    if (one.day > last || one.day < oldest) return [{ field: at, code: one.day > last ? 'checkup.dayToCome' : 'checkup.dayTooOld', params: { day: one.day } }]
    return isAgain ? [{ field: at, code: 'checkup.toldTwice', params: { network: one.network, day: one.day } }] : []
  })
  if (wrong.length > 0) throw new Refusal('invalid', 'platform.invalid', {}, wrong.slice(0, mistakesTold))
}

export async function removeFigure(ctx: Ctx, input: Pick<FigureRow, 'recordId' | 'network' | 'metric' | 'day'>): Promise<Record<string, never>> {
  const artist = await artistOf(ctx, input.recordId)
  found((await deleteFigure(ctx.db, artist.workspaceId, input)) || null)
  return {}
}

/** Where the audience lives and where the artist plays. */
export async function setPlaces(
  ctx: Ctx,
  { recordId, countries, touring }: { recordId: string; countries: readonly { country: string; share: number }[]; touring: readonly string[] },
): Promise<Record<string, never>> {
  const person = callerIn(ctx)
  const artist = await artistOf(ctx, recordId)
  const places = { countries: countries.toSorted((a, b) => b.share - a.share), touring: [...new Set(touring)], day: today(ctx.now), invented: false }
  await putPlaces(ctx.db, artist.workspaceId, recordId, places, { notedBy: person.id, notedAt: ctx.now })
  return {}
}
