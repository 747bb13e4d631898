/** Why Griot says no. Closed list: `platform/http` maps each to one HTTP status. */
export type RefusalKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'refused' | 'unavailable'

/** `code` is `room.reason` and the key of its sentence in the room's texts. */
export type RefusalCode = `${string}.${string}`
export type RefusalParams = Readonly<Record<string, string | number>>

/** One wrong field of a form: the path of the field and the sentence that says what to change. */
export interface FieldRefusal {
  field: string
  code: RefusalCode
  params?: RefusalParams
}

/** What crosses a wire or is handed to a screen. */
export interface RefusalData {
  kind: RefusalKind
  code: RefusalCode
  params: RefusalParams
  fields: readonly FieldRefusal[]
}

/** The only error Griot throws on purpose. Rules return it, actions throw it, nobody catches it to translate. */
export class Refusal extends Error implements RefusalData {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly code: RefusalCode
  readonly params: RefusalParams
  readonly fields: readonly FieldRefusal[]

  constructor(kind: RefusalKind, code: RefusalCode, params: RefusalParams = {}, fields: readonly FieldRefusal[] = []) {
    super(code)
    this.kind = kind
    this.code = code
    this.params = params
    this.fields = fields
  }
}

/** True for a refusal, also one made by another copy of this module (the built pages have their own). */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal' && 'kind' in error
}

/** Throws the refusal a rule returned, if any. */
export function unless(refusal: Refusal | null): void {
  if (refusal) throw refusal
}

/** Hands back the value, or refuses with `missing`. */
export function found<T>(value: T | null | undefined, code: RefusalCode = 'platform.missing', params: RefusalParams = {}): T {
  if (value === null || value === undefined) throw new Refusal('missing', code, params)
  return value
}

/** The plain data of a refusal, for JSON and for screens. */
export function refusalData(refusal: Refusal): RefusalData {
  return { kind: refusal.kind, code: refusal.code, params: refusal.params, fields: refusal.fields }
}
