import { copyFile, mkdir, readFile, stat } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { basename, dirname } from 'node:path'
import { findMembersWith } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { mayEdit } from './access.ts'
import { addSubtitle } from './actions/add-subtitle.ts'
import { say } from './events.ts'
import { processLater } from './queue.ts'
import { safeFilename, uploadKey } from './rules.ts'
import { insertTitle, insertUpload, setState, setUploadState } from './store.ts'

export interface SeedSubtitle {
  file: string
  language: string
  label?: string
  kind?: 'subtitles' | 'captions' | 'descriptions' | 'chapters'
}

/** A title whose film is a local file, stored as if it had been uploaded by `personId` (one of the workspace's editors when not given), its subtitles in place, its processing queued. */
export async function seedTitle(ctx: Ctx, workspaceId: string, name: string, localFile: string, subtitles: readonly SeedSubtitle[] = [], personId?: string): Promise<string> {
  const creatorId = personId ?? (await creatorOf(ctx, workspaceId))
  const titleId = await insertTitle(ctx.db, workspaceId, name, creatorId)
  const id = randomUUID()
  const { size } = await stat(localFile)
  await insertUpload(ctx.db, { id, titleId, creatorId, purpose: 'film', filename: safeFilename(basename(localFile)), language: null, label: null, kind: null, size, sha256: null })
  await place(uploadKey(titleId, id), localFile)
  await setUploadState(ctx.db, id, 'kept')
  await setState(ctx.db, titleId, 'queued', { sourceId: id })
  for (const { file, ...subtitle } of subtitles) await addSubtitle(ctx, { titleId, ...subtitle, bytes: await readFile(file) })
  await processLater(ctx.db, titleId)
  await say(ctx.db, titleId, { state: 'queued' })
  return titleId
}

/** A copy, never a move: the file belongs to the demo. */
async function place(key: string, localFile: string): Promise<void> {
  const path = files().localPath(key)
  if (path === null) return files().putFile(key, localFile)
  await mkdir(dirname(path), { recursive: true })
  await copyFile(localFile, path)
}

async function creatorOf(ctx: Ctx, workspaceId: string): Promise<string> {
  const [first] = await findMembersWith(ctx.db, workspaceId, mayEdit)
  if (!first) throw new Error('a title needs somebody who sends it')
  return first
}
