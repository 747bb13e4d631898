import { sql } from 'kysely'
import type { Db } from '#platform/context'
import type { PictureFacts, Rendition, Segments, Storyboard, Subtitle, SubtitleKind } from './types.ts'

/** The rows of what was made of a title: renditions, keys, storyboards, subtitles, pictures. */

export async function insertRenditions(db: Db, titleId: string, version: number, renditions: readonly (Rendition & { bytes: number })[]): Promise<void> {
  for (const [position, r] of renditions.entries()) {
    await sql`insert into media.renditions (title_id, version, name, position, kind, codecs, average_bps, peak_bps, bytes, width, height, frame_rate, audio_group, language, label, is_default, segments)
      values (${titleId}, ${version}, ${r.name}, ${position}, ${r.kind}, ${r.codecs}, ${r.averageBps}, ${r.peakBps}, ${r.bytes}, ${r.width}, ${r.height}, ${r.frameRate}, ${r.audioGroup}, ${r.language}, ${r.label}, ${r.isDefault},
      ${JSON.stringify(r.segments)}::jsonb)`.execute(db)
  }
}

export async function renditionRows(db: Db, titleId: string, version: number): Promise<Rendition[]> {
  const { rows } = await sql<
    Omit<Rendition, 'segments'> & { segments: Segments }
  >`select name, kind, codecs, average_bps as "averageBps", peak_bps as "peakBps", width, height, frame_rate as "frameRate",
    audio_group as "audioGroup", language, label, is_default as "isDefault", segments from media.renditions where title_id = ${titleId} and version = ${version} order by position`.execute(
    db,
  )
  return rows
}

export async function insertKey(db: Db, titleId: string, version: number, sealed: Buffer): Promise<void> {
  await sql`insert into media.keys (title_id, version, sealed) values (${titleId}, ${version}, ${sealed})`.execute(db)
}

export async function sealedKey(db: Db, titleId: string, version: number): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from media.keys where title_id = ${titleId} and version = ${version}`.execute(db)
  return rows[0]?.sealed ?? null
}

export async function insertStoryboard(db: Db, titleId: string, version: number, s: Storyboard): Promise<void> {
  await sql`insert into media.storyboards (title_id, version, interval_ms, columns, rows, tile_width, tile_height, count)
    values (${titleId}, ${version}, ${s.intervalMs}, ${s.columns}, ${s.rows}, ${s.tileWidth}, ${s.tileHeight}, ${s.count})`.execute(db)
}

export async function storyboardRow(db: Db, titleId: string, version: number): Promise<Storyboard | null> {
  const { rows } = await sql<Storyboard>`select interval_ms as "intervalMs", columns, rows, tile_width as "tileWidth", tile_height as "tileHeight", count
    from media.storyboards where title_id = ${titleId} and version = ${version}`.execute(db)
  return rows[0] ?? null
}

/** Forgets what was made of an attempt or of a version no longer played. */
export async function deleteVersion(db: Db, titleId: string, version: number): Promise<void> {
  await sql`delete from media.renditions where title_id = ${titleId} and version = ${version}`.execute(db)
  await sql`delete from media.storyboards where title_id = ${titleId} and version = ${version}`.execute(db)
  await sql`delete from media.keys where title_id = ${titleId} and version = ${version}`.execute(db)
}

/** Puts a subtitle in the place of the one of the same language and kind. Answers its id and the id it replaces. */
export async function putSubtitle(db: Db, titleId: string, s: Omit<Subtitle, 'id'> & { cues: number }): Promise<{ id: string; replaced: string | null }> {
  const old = await sql<{ id: string }>`delete from media.subtitles where title_id = ${titleId} and language = ${s.language} and kind = ${s.kind} returning id`.execute(db)
  const { rows } = await sql<{
    id: string
  }>`insert into media.subtitles (title_id, language, label, kind, cues) values (${titleId}, ${s.language}, ${s.label}, ${s.kind}, ${s.cues}) returning id`.execute(db)
  return { id: rows[0]!.id, replaced: old.rows[0]?.id ?? null }
}

export async function subtitleRows(db: Db, titleId: string): Promise<(Subtitle & { cues: number })[]> {
  const { rows } = await sql<
    Subtitle & { cues: number }
  >`select id, language, label, kind, cues from media.subtitles where title_id = ${titleId} order by kind desc, language, id`.execute(db)
  return rows
}

export async function subtitleRow(db: Db, id: string): Promise<(Subtitle & { titleId: string; kind: SubtitleKind }) | null> {
  const { rows } = await sql<Subtitle & { titleId: string }>`select id, title_id as "titleId", language, label, kind from media.subtitles where id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function deleteSubtitle(db: Db, id: string): Promise<void> {
  await sql`delete from media.subtitles where id = ${id}`.execute(db)
}

export interface PictureRow extends PictureFacts {
  titleId: string | null
  origin: 'frame' | 'upload'
  atMs: number | null
  complete: boolean
  chosen: boolean
  chosenBy: string | null
}

const pictureColumns = sql`id, title_id as "titleId", origin, at_ms as "atMs", color, width, height, widths, complete, chosen, chosen_by as "chosenBy"`

export interface NewPicture {
  id: string
  titleId: string | null
  origin: 'frame' | 'upload'
  atMs?: number
  score?: number
  color: string
  width: number
  height: number
  widths: readonly number[]
  complete: boolean
  createdBy: string | null
}

export async function insertPicture(db: Db, p: NewPicture): Promise<void> {
  await sql`insert into media.pictures (id, title_id, origin, at_ms, score, color, width, height, widths, complete, created_by)
    values (${p.id}, ${p.titleId}, ${p.origin}, ${p.atMs ?? null}, ${p.score ?? 0}, ${p.color}, ${p.width}, ${p.height}, ${p.widths as number[]}::integer[], ${p.complete}, ${p.createdBy})`.execute(
    db,
  )
}

export async function pictureRow(db: Db, id: string): Promise<PictureRow | null> {
  const { rows } = await sql<PictureRow>`select ${pictureColumns} from media.pictures where id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** The title's poster first, then what else it offers, best first. */
export async function pictureRows(db: Db, titleId: string): Promise<PictureRow[]> {
  const { rows } = await sql<PictureRow>`select ${pictureColumns} from media.pictures where title_id = ${titleId} order by chosen desc, origin desc, score desc, id`.execute(db)
  return rows
}

export async function completePicture(db: Db, id: string, p: PictureFacts): Promise<void> {
  await sql`update media.pictures set complete = true, color = ${p.color}, width = ${p.width}, height = ${p.height}, widths = ${p.widths as number[]}::integer[] where id = ${id}`.execute(
    db,
  )
}

/** Makes this picture the poster of its title. `by` null = chosen by the house, which a person's choice outlives. */
export async function choosePicture(db: Db, titleId: string, id: string, by: string | null): Promise<void> {
  await sql`update media.pictures set chosen = false where title_id = ${titleId} and chosen and id <> ${id}`.execute(db)
  await sql`update media.pictures set chosen = true, chosen_by = ${by} where id = ${id} and title_id = ${titleId}`.execute(db)
}

/** Removes the frames offered until now, except one that a person chose. Answers their ids. */
export async function deleteFrames(db: Db, titleId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`delete from media.pictures where title_id = ${titleId} and origin = 'frame' and not (chosen and chosen_by is not null) returning id`.execute(db)
  return rows.map((r) => r.id)
}

export async function posterRows(db: Db, titleIds: readonly string[]): Promise<(PictureFacts & { titleId: string })[]> {
  const { rows } = await sql<
    PictureFacts & { titleId: string }
  >`select id, title_id as "titleId", color, width, height, widths from media.pictures where title_id = any(${titleIds as string[]}::uuid[]) and chosen`.execute(db)
  return rows
}
