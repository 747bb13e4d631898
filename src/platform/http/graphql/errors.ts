import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import type { Ctx } from '../../context.ts'
import { isRefusal, refusalData } from '../../refusal.ts'
import type { Translate } from '../../text.ts'

/** A refusal as a GraphQL error: the sentence in the caller's language, the rest in `extensions`. A bug tells nothing but the request's id, and is logged. */
export function formatError(error: GraphQLError, t: Translate, ctx: Ctx): GraphQLFormattedError {
  const place = { ...(error.locations ? { locations: error.locations } : {}), ...(error.path ? { path: error.path } : {}) }
  const cause = error.originalError ?? error.cause
  if (isRefusal(cause)) {
    const { kind, code, params, fields } = refusalData(cause)
    return { message: t(code, params), ...place, extensions: { code, kind, params, fields: fields.map((f) => ({ ...f, message: t(f.code, f.params) })) } }
  }
  if (!cause || cause instanceof GraphQLError) return { message: error.message, ...place, extensions: { code: 'platform.invalid', kind: 'invalid', params: {}, fields: [] } }
  ctx.log.error({ err: cause, requestId: ctx.requestId, path: error.path }, 'unexpected')
  const params = { requestId: ctx.requestId }
  return { message: t('platform.unexpected', params), ...place, extensions: { code: 'platform.unexpected', kind: 'unavailable', params, fields: [] } }
}

/** An error of the request itself, before any field runs. */
export function requestError(message: string): GraphQLFormattedError {
  return { message, extensions: { code: 'platform.invalid', kind: 'invalid', params: {}, fields: [] } }
}
