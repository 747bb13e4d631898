import { randomUUID } from 'node:crypto'
import { addPicture, pictureData } from '#domains/media'
import { transaction } from '#platform/database/pool'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { found, Refusal } from '#platform/refusal'
import { countDocuments, deleteDocument, type DocumentType, insertDocument, readDocument } from '../store/documents.ts'
import { updateProject } from '../store/projects.ts'
import { keepVersion, openProject, personId, type Ref } from './edit.ts'

/** Documents and pictures of a project. */

export const mostBytes = 15 * 1024 * 1024
const mostDocuments = 30
const mostPictures = 20

export const documentKey = (projectId: string, id: string): string => `projects/${projectId}/documents/${id}`

/** What the bytes are, whatever the name says; null for anything that is not a PDF or a picture. */
export function typeOf(bytes: Uint8Array): DocumentType | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  return head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP' ? 'image/webp' : null
}

interface NewDocument {
  projectId: string
  name: string
  visibility: 'reviewers' | 'public'
  bytes: Uint8Array
}

/** Keeps a paper, for reviewers or for everyone. Refuses `crowdfunding.notDocument`, `crowdfunding.documentTooBig`, `crowdfunding.tooManyDocuments`, `crowdfunding.emptyFile`. */
export async function addDocument(ctx: Ctx, { projectId, name, visibility, bytes }: NewDocument): Promise<{ id: string }> {
  if (bytes.length === 0) throw new Refusal('invalid', 'crowdfunding.emptyFile')
  if (bytes.length > mostBytes) throw new Refusal('refused', 'crowdfunding.documentTooBig', { megabytes: mostBytes / 1024 ** 2 })
  const type = typeOf(bytes)
  if (!type) throw new Refusal('refused', 'crowdfunding.notDocument')
  const id = randomUUID()
  await files().put(documentKey(projectId, id), bytes, type)
  return transaction(ctx, async (inside) => {
    const project = await openProject(inside, { id: projectId })
    if ((await countDocuments(inside.db, projectId)) >= mostDocuments) throw new Refusal('conflict', 'crowdfunding.tooManyDocuments', { count: mostDocuments })
    const short = name.trim().slice(0, 160).toWellFormed() || 'document'
    await insertDocument(inside.db, { id, projectId, name: short, visibility, type, size: bytes.length, by: personId(ctx), at: ctx.now })
    await updateProject(inside.db, projectId, {}, inside.now)
    await keepVersion(inside, project, visibility === 'public' ? [{ field: 'documents', before: '', after: short }] : [])
    return { id }
  })
}

/** Takes a paper away; proof of a milestone stays. */
export async function removeProjectDocument(ctx: Ctx, { id, documentId }: { id: string; documentId: string }): Promise<Ref> {
  const project = await openProject(ctx, { id })
  const document = found(await readDocument(ctx.db, id, documentId), 'crowdfunding.noSuchDocument')
  if (!(await deleteDocument(ctx.db, id, documentId))) throw new Refusal('conflict', 'crowdfunding.noSuchDocument')
  await files().remove(documentKey(id, documentId))
  await updateProject(ctx.db, id, {}, ctx.now)
  return keepVersion(ctx, project, document.visibility === 'public' ? [{ field: 'documents', before: document.name, after: '' }] : [])
}

/** A picture in every size: the cover, or one more of the gallery. Refuses as the media room does, and `crowdfunding.tooManyPictures`. */
export async function addProjectPicture(ctx: Ctx, { projectId, place, bytes }: { projectId: string; place: 'cover' | 'gallery'; bytes: Uint8Array }): Promise<{ src: string }> {
  const picture = pictureData(await addPicture(ctx, { bytes }))
  return transaction(ctx, async (inside) => {
    const project = await openProject(inside, { id: projectId })
    if (place === 'gallery' && project.pictures.length >= mostPictures) throw new Refusal('conflict', 'crowdfunding.tooManyPictures', { count: mostPictures })
    await updateProject(inside.db, projectId, place === 'cover' ? { cover: picture } : { pictures: [...project.pictures, picture] }, inside.now)
    await keepVersion(inside, project, [{ field: place === 'cover' ? 'cover' : 'pictures', before: place === 'cover' ? (project.cover?.src ?? '') : '', after: picture.src }])
    return { src: picture.src }
  })
}

export async function removeProjectPicture(ctx: Ctx, { id, src }: { id: string; src: string }): Promise<Ref> {
  const project = await openProject(ctx, { id })
  const isCover = project.cover?.src === src
  const pictures = project.pictures.filter((one) => one.src !== src)
  await updateProject(ctx.db, id, isCover ? { cover: null } : { pictures }, ctx.now)
  return keepVersion(ctx, project, [{ field: isCover ? 'cover' : 'pictures', before: src, after: '' }])
}
