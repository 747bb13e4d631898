import { randomUUID } from 'node:crypto'
import type { Ctx } from '#platform/context'
import { transaction } from '#platform/database/pool'
import { whyOutOfBounds } from '#platform/input/bounds.ts'
import { found, Refusal, unless } from '#platform/refusal'
import { demandEditor } from '../access.ts'
import { uploadLimits } from '../disk.ts'
import { say } from '../events.ts'
import { isPurpose, safeFilename, stateAfter, whyCannotReceive, whyCannotUpload } from '../rules.ts'
import { insertUpload, lockTitle, setState } from '../store.ts'

export interface Announced {
  titleId: string
  purpose: string
  filename: string | null
  /** Null where it is known only at the end (an ordinary form). */
  size: number | null
  sha256?: string | null
  language?: string | null
  label?: string | null
  kind?: string | null
}

/** A file is about to come: who may, does it fit, can the title take it. Answers the upload's id, which names its address and its bytes. */
export async function beginUpload(ctx: Ctx, announced: Announced): Promise<string> {
  unless(whyOutOfBounds(announced))
  const { personId } = await demandEditor(ctx, announced.titleId)
  const { purpose } = announced
  const facts = { purpose, size: announced.size ?? 1, sha256: announced.sha256?.toLowerCase() ?? null, language: announced.language ?? null, kind: announced.kind ?? null }
  unless(whyCannotUpload(facts, await uploadLimits()))
  if (!isPurpose(purpose)) throw new Refusal('invalid', 'media.badPurpose')
  return transaction(ctx, async ({ db }) => {
    const title = found(await lockTitle(db, announced.titleId))
    unless(whyCannotReceive(title.state, purpose))
    const id = randomUUID()
    await insertUpload(db, {
      id,
      titleId: title.id,
      creatorId: personId,
      purpose,
      filename: safeFilename(announced.filename),
      language: facts.language,
      label: announced.label?.trim().slice(0, 80).toWellFormed() || null,
      kind: facts.kind || null,
      size: announced.size ?? 0,
      sha256: facts.sha256,
    })
    const next = purpose === 'film' ? stateAfter(title.state, 'receive') : null
    if (next && next !== title.state) {
      await setState(db, title.id, next)
      await say(db, title.id, { state: next })
    }
    return id
  })
}
