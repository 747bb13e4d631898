import type { Db } from '#platform/context'
import { announce } from '#platform/events'
import { writeAudiences } from './store/records.ts'
import type { Audience, Network, RecordKind } from './types.ts'

interface Told {
  id: string
  workspaceId: string
  kind: RecordKind
  name: string
  actorId: string | null
}

export const recordCreated = (db: Db, { id, workspaceId, kind, name, actorId }: Told): Promise<string> =>
  announce(db, { type: 'record.created', subject: id, workspaceId, actorId, payload: { kind, name } })

export const recordChanged = (db: Db, { id, workspaceId, kind, name, actorId }: Told, fields: readonly string[]): Promise<string> =>
  announce(db, { type: 'record.changed', subject: id, workspaceId, actorId, payload: { kind, name, fields: [...fields] } })

/** As many ids as one event carries. */
const idsTold = 500

/** The same change of many records: `records.changed` { fields, ids }, told in batches; subject = the first of each. */
export async function recordsChanged(db: Db, workspaceId: string, ids: readonly string[], fields: readonly string[], actorId: string | null): Promise<void> {
  for (let from = 0; from < ids.length; from += idsTold) {
    const some = ids.slice(from, from + idsTold)
    await announce(db, { type: 'records.changed', subject: some[0]!, workspaceId, actorId, payload: { fields: [...fields], ids: some } })
  }
}

export const recordRemoved = (db: Db, id: string, workspaceId: string, actorId: string | null): Promise<string> =>
  announce(db, { type: 'record.removed', subject: id, workspaceId, actorId })

export const recordRestored = (db: Db, id: string, workspaceId: string, actorId: string | null): Promise<string> =>
  announce(db, { type: 'record.restored', subject: id, workspaceId, actorId })

export interface AudienceNote {
  recordId: string
  network: Network
  audience: Audience
}

/** More than this at once, by an import, are told in one event a batch. */
const told = 50

/**
 * Figures that people typed or imported: kept with the records, and told to whoever keeps their history. `audience.noted` { network, followers, engagement, at, invented } each;
 * an import tells `audiences.noted` { notes: [{ recordId, network, followers, engagement, at, invented }] } instead, subject = its first record.
 */
export async function hearAudiences(db: Db, workspaceId: string, notes: readonly AudienceNote[], actorId: string | null): Promise<void> {
  await writeAudiences(db, notes)
  await tellAudiences(db, workspaceId, notes, actorId)
}

/** The same for records that were written with these figures. */
export async function tellAudiences(db: Db, workspaceId: string, notes: readonly AudienceNote[], actorId: string | null): Promise<void> {
  const payloads = notes.map(({ recordId, network, audience }) => ({ recordId, network, ...audience, invented: audience.invented ?? false }))
  if (payloads.length > told) await announce(db, { type: 'audiences.noted', subject: payloads[0]!.recordId, workspaceId, actorId, payload: { notes: payloads } })
  else for (const { recordId, ...payload } of payloads) await announce(db, { type: 'audience.noted', subject: recordId, workspaceId, actorId, payload })
}
