import { findMembersWith } from '#domains/identity'
import type { Db } from '#platform/context'
import { type FieldRefusal, Refusal, type RefusalCode } from '#platform/refusal'
import { readPhone } from '../../phone.ts'
import { distinct } from '../../rules/edits.ts'
import { customValues } from '../../rules/fields.ts'
import { plainMail } from '../../rules/names.ts'
import { listFieldRows } from '../../store/fields.ts'
import type { RecordValues } from '../../store/records.ts'
import { organisationRoles, type RecordKind } from '../../types.ts'

/** What comes in by a form or the API, all optional. */
export type Given = { [Key in Exclude<keyof RecordValues, 'email' | 'phone'>]?: RecordValues[Key] | undefined } & {
  email?: string | null | undefined
  phone?: string | null | undefined
}

const wrong = (field: string, code: RefusalCode): FieldRefusal => ({ field, code })

/** Reads what people give into what is kept; refuses everything that is wrong at once, field by field. `country` is the record's own when it is not given. */
export async function readValues(db: Db, workspaceId: string, kind: RecordKind, given: Given, country: string | null): Promise<Partial<RecordValues>> {
  const refused: FieldRefusal[] = []
  const { email, phone, custom, ...rest } = given
  const values: Partial<RecordValues> = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value === '' ? null : value]))
  for (const name of ['genres', 'languages', 'tags'] as const) if (values[name]) values[name] = distinct(values[name])
  if (email !== undefined) {
    values.email = email ? plainMail(email) : null
    if (email && !values.email) refused.push(wrong('email', 'crm.wrongMail'))
  }
  if (phone !== undefined) {
    values.phone = phone ? readPhone(phone, given.country ?? country) : null
    if (phone && !values.phone) refused.push(wrong('phone', given.country || country ? 'crm.wrongPhone' : 'crm.wrongPhoneNoCountry'))
  }
  if (kind === 'organisation' && values.role && !organisationRoles.some((role) => role === values.role)) refused.push(wrong('role', 'crm.wrongRole'))
  if (values.ownerId && !(await findMembersWith(db, workspaceId, 'artists.edit')).includes(values.ownerId)) refused.push(wrong('ownerId', 'crm.notInAgency'))
  if (custom !== undefined) {
    const read = customValues(await listFieldRows(db, workspaceId, kind), custom)
    values.custom = read.values
    refused.push(...read.wrong)
  }
  if (refused.length > 0) throw new Refusal('invalid', 'crm.wrongValues', { n: refused.length }, refused)
  return values
}
