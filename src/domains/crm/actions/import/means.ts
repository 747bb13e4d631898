import { findMembersWith, findPeople } from '#domains/identity'
import type { Db } from '#platform/context'
import { readPhone } from '../../phone.ts'
import { plainName } from '../../rules/names.ts'
import type { Means } from '../../rules/import/row.ts'
import type { Target } from '../../rules/import/targets.ts'
import type { ImportOptions } from '../../schema/imports.ts'
import { listFieldRows } from '../../store/fields.ts'
import type { ImportRecord } from '../../store/imports.ts'

/** What the rows of an import are read with: its mapping, the agency's own fields and people. */
export async function meansOf(db: Db, one: ImportRecord, options: ImportOptions): Promise<Means> {
  const fields = await listFieldRows(db, one.workspaceId, one.kind)
  const people = one.mapping.includes('owner') ? await findPeople(db, await findMembersWith(db, one.workspaceId, 'artists.edit')) : new Map<string, never>()
  const members = new Map<string, string>()
  for (const { id, name, email } of people.values()) {
    members.set(plainName(name), id)
    if (email) members.set(email.toLowerCase(), id)
  }
  return {
    kind: one.kind,
    mapping: one.mapping as Target[],
    fields: new Map(fields.map((field) => [field.key, field])),
    monthFirst: options.monthFirst,
    country: options.country,
    readPhone,
    memberOf: (text) => members.get(text.toLowerCase()) ?? members.get(plainName(text)) ?? null,
  }
}
