import type { RefusalData, RefusalKind } from '../refusal.ts'
import type { Translate } from '../text.ts'

/** The one place that knows HTTP numbers. */
export const statusOf: Record<RefusalKind, number> = { invalid: 422, unauthenticated: 401, forbidden: 403, missing: 404, conflict: 409, refused: 409, unavailable: 503 }

/** A refusal as RFC 9457 problem details, with its sentence in the caller's language. */
export function problem(refusal: RefusalData, t: Translate, requestId: string): Record<string, unknown> {
  return {
    type: `urn:griot:refusal:${refusal.code}`,
    title: t(refusal.code, refusal.params),
    status: statusForCode(refusal),
    kind: refusal.kind,
    code: refusal.code,
    params: refusal.params,
    fields: refusal.fields.map((f) => ({ ...f, message: t(f.code, f.params) })),
    requestId,
  }
}

/** Two refusals have a number of their own: too many requests, and a body that is too large. */
export function statusForCode(refusal: RefusalData): number {
  if (refusal.code === 'platform.tooManyRequests' || refusal.code.endsWith('.tooManyTries')) return 429
  if (refusal.code === 'platform.tooLarge') return 413
  if (['platform.badJson', 'platform.badForm', 'platform.badAddress'].includes(refusal.code)) return 400
  if (refusal.code === 'platform.unsupportedType') return 415
  return statusOf[refusal.kind]
}
