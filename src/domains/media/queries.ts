import { z } from 'zod'
import type { Ctx, Db } from '#platform/context'
import { decodeCursor, type Page, toPage } from '#platform/operation'
import { found } from '#platform/refusal'
import { open } from '#platform/secrets'
import { pictureAddress, pictureData, storyboardAddress, subtitleAddress } from './pictures/addresses.ts'
import { whyCannotRetry } from './rules.ts'
import { shownUploads, titleRow, type TitleRow, titleRows } from './store.ts'
import { pictureRows, posterRows, renditionRows, sealedKey, storyboardRow, subtitleRows } from './store-made.ts'
import type { Problem, Rendition, Subtitle, TitleState } from './types.ts'

export type PictureData = ReturnType<typeof pictureData>

interface TitleLine {
  id: string
  workspaceId: string
  name: string
  state: TitleState
  progress: number
  playable: boolean
  durationMs: number | null
  problem: { code: string; params: Record<string, string | number> } | null
  poster: PictureData | null
  createdAt: Date
}

const problemOf = (problem: Problem | null): TitleLine['problem'] => problem && { code: problem.code, params: { ...problem.params } }

function lineOf(row: TitleRow, poster: PictureData | null): TitleLine {
  const { id, workspaceId, name, state, progress, durationMs, createdAt } = row
  return { id, workspaceId, name, state, progress, durationMs, createdAt, playable: row.version !== null, problem: problemOf(row.problem), poster }
}

/** Everything a title's people need to see of it. */
export async function getTitle({ db }: Ctx, { titleId }: { titleId: string }) {
  const row = found(await titleRow(db, titleId))
  const [renditions, subtitles, pictures, uploads, posters] = await Promise.all([
    row.version ? renditionRows(db, titleId, row.version) : [],
    subtitleRows(db, titleId),
    pictureRows(db, titleId),
    shownUploads(db, titleId),
    posterOf(db, [titleId]),
  ])
  return {
    ...lineOf(row, posters.get(titleId) ?? null),
    width: row.width,
    height: row.height,
    canRetry: whyCannotRetry(row.state, row.sourceId !== null) === null,
    renditions: renditions.map(({ name, kind, codecs, averageBps, peakBps, width, height, language, label }) => ({
      name,
      kind,
      codecs,
      averageBps,
      peakBps,
      width,
      height,
      language,
      label,
    })),
    subtitles: subtitles.map((s) => ({ ...s, src: subtitleAddress(s.id) })),
    posters: pictures.map((p) => ({ id: p.id, thumb: pictureAddress(p.id, p.complete ? p.widths[0]! : 320, 'webp'), color: p.color, atMs: p.atMs, chosen: p.chosen })),
    uploads: uploads.map(({ id, purpose, filename, size, received, state, problem, createdAt }) => ({
      id,
      purpose,
      filename,
      size,
      received,
      state,
      problem: problemOf(problem),
      at: createdAt,
    })),
  }
}

/** A workspace's titles, newest first. */
export async function listTitles({ db }: Ctx, { workspaceId, after, limit }: { workspaceId: string; after?: string; limit: number }): Promise<Page<TitleLine>> {
  const rows = await titleRows(db, workspaceId, decodeCursor(after, z.uuid()), limit)
  const page = toPage(rows, limit, (row) => row.id)
  const posters = await posterOf(
    db,
    page.items.map((row) => row.id),
  )
  return { next: page.next, items: page.items.map((row) => lineOf(row, posters.get(row.id) ?? null)) }
}

/** What a room that shows titles may want to know of one. `playable`: some version of it can be played, whatever happens now. */
export interface FoundTitle {
  id: string
  workspaceId: string
  name: string
  state: TitleState
  playable: boolean
  durationMs: number | null
  width: number | null
  height: number | null
}

export async function findTitle(db: Db, id: string): Promise<FoundTitle | null> {
  const row = await titleRow(db, id)
  if (!row) return null
  const { workspaceId, name, state, durationMs, width, height } = row
  return { id, workspaceId, name, state, playable: row.version !== null, durationMs, width, height }
}

/** A title as a player meets it. Segments lie under `segmentKey(titleId, version, rendition.name, 'init.mp4' | '<n>.m4s')`, n from 0. */
export interface Playable {
  titleId: string
  version: number
  durationMs: number
  renditions: Rendition[]
  /** Languages of its sounds. */
  languages: string[]
  /** One a language; `src` is the address of the WebVTT file. */
  subtitles: { language: string; label: string; src: string }[]
  /** Address of the storyboard's WebVTT file. */
  storyboard: string | null
  /** Initialisation vector of the segments; null = the segment's own number. */
  iv: null
}

/** Null when nothing of it can be played yet. */
export async function playableOf(db: Db, titleId: string): Promise<Playable | null> {
  const row = await titleRow(db, titleId)
  if (!row?.version || !row.durationMs) return null
  const { version, durationMs } = row
  const [renditions, subtitles, board] = await Promise.all([renditionRows(db, titleId, version), subtitleRows(db, titleId), storyboardRow(db, titleId, version)])
  return {
    titleId,
    version,
    durationMs,
    renditions,
    languages: [...new Set(renditions.flatMap((r) => (r.kind === 'audio' && r.language ? [r.language] : [])))],
    subtitles: readable(subtitles),
    storyboard: board && storyboardAddress(titleId, version),
    iv: null,
  }
}

/** What a viewer may read along, one a language. */
export function readable(subtitles: readonly Subtitle[]): Playable['subtitles'] {
  const shown = subtitles.filter((s) => s.kind === 'subtitles' || s.kind === 'captions')
  const oneEach = [...new Map(shown.toReversed().map((s) => [s.language, s])).values()].toReversed()
  return oneEach.map(({ id, language, label }) => ({ language, label, src: subtitleAddress(id) }))
}

/** The sixteen bytes that open the segments of the version played now (or of another). Give them to nobody who may not watch. */
export async function keyOf(db: Db, titleId: string, version?: number): Promise<Buffer | null> {
  const wanted = version ?? (await titleRow(db, titleId))?.version
  const sealed = wanted ? await sealedKey(db, titleId, wanted) : null
  return sealed && open('title-key', sealed)
}

/** Posters by title; a title without one is absent. */
export async function posterOf(db: Db, titleIds: readonly string[]): Promise<Map<string, PictureData>> {
  if (titleIds.length === 0) return new Map()
  const rows = await posterRows(db, titleIds)
  return new Map(rows.map((row) => [row.titleId, pictureData(row)]))
}

/** Languages a title can be read in, and heard in. */
export async function languagesOf(db: Db, titleId: string): Promise<{ subtitles: string[]; sounds: string[] }> {
  const playable = await playableOf(db, titleId)
  return { subtitles: playable?.subtitles.map((s) => s.language) ?? [], sounds: playable?.languages ?? [] }
}
