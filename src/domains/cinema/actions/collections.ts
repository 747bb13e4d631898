import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import type { CollectionDraft } from '../schema.ts'
import { freeSlugs } from '../slugs.ts'
import { arrangeCollection, deleteCollection, insertCollection, readCollection, updateCollection } from '../store/collections.ts'

interface Ref {
  id: string
  slug: string
}

export async function createCollection(ctx: Ctx, draft: CollectionDraft): Promise<Ref> {
  const [slug] = await freeSlugs(ctx.db, 'collections', [{ text: draft.titleFr }])
  const id = await insertCollection(ctx.db, { slug: slug!, ...words(draft) })
  await arrangeCollection(ctx.db, id, draft.films ?? [])
  return { id, slug: slug! }
}

/** Changes the words, and the films and their order when they are given. */
export async function editCollection(ctx: Ctx, { id, ...draft }: CollectionDraft & { id: string }): Promise<Ref> {
  const collection = found(await readCollection(ctx.db, id), 'cinema.noSuchCollection')
  await updateCollection(ctx.db, collection.id, words(draft))
  if (draft.films) await arrangeCollection(ctx.db, collection.id, draft.films)
  return { id: collection.id, slug: collection.slug }
}

export async function removeCollection(ctx: Ctx, { id }: { id: string }): Promise<Ref> {
  const collection = found(await readCollection(ctx.db, id), 'cinema.noSuchCollection')
  await deleteCollection(ctx.db, collection.id)
  return { id: collection.id, slug: collection.slug }
}

function words(draft: CollectionDraft): { titles: Record<string, string>; notes: Record<string, string> } {
  const given = (fr: string | undefined, en: string | undefined) => ({ ...(fr ? { fr } : {}), ...(en ? { en } : {}) })
  return { titles: given(draft.titleFr, draft.titleEn), notes: given(draft.noteFr, draft.noteEn) }
}
