import type { JsonSchema } from '../json-schema.ts'

/** What every page of the API shares: security, headers, refusals (RFC 9457). Referred to by name from each operation. */

const text = { type: 'string' }

const problem: JsonSchema = {
  type: 'object',
  description: 'A refusal (RFC 9457). `title` is a sentence in the language of the caller; `code` never changes and is what a program should look at.',
  required: ['type', 'title', 'status', 'kind', 'code', 'params', 'fields', 'requestId'],
  properties: {
    type: { ...text, format: 'uri' },
    title: text,
    status: { type: 'integer' },
    kind: { ...text, enum: ['invalid', 'unauthenticated', 'forbidden', 'missing', 'conflict', 'refused', 'unavailable'] },
    code: { ...text, examples: ['platform.signInNeeded'] },
    params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    fields: {
      type: 'array',
      description: 'The wrong fields of the input, one sentence each.',
      items: { type: 'object', required: ['field', 'code', 'message'], properties: { field: text, code: text, message: text, params: { type: 'object' } } },
    },
    requestId: text,
  },
}

export const refusals: Record<string, string> = {
  400: 'The body is not JSON.',
  401: 'Sign in first.',
  403: 'The account, its role or the key does not allow this.',
  404: 'No such thing, or not for this caller.',
  409: 'Not in the state the thing is in now.',
  413: 'The body is too large.',
  415: 'This content type is not accepted.',
  422: 'A field is wrong; `fields` says which.',
  429: 'Too many requests: wait `Retry-After` seconds.',
  503: 'A service behind this one does not answer. Try again.',
}

const limits = { RateLimit: { $ref: '#/components/headers/RateLimit' }, 'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' } }

export const everyAnswer = { ...limits, 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }

const response = (status: string, description: string): JsonSchema => ({
  description,
  headers: { ...everyAnswer, ...(status === '429' ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}) },
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

export function components(schemas: Record<string, JsonSchema>): JsonSchema {
  return {
    schemas: { ...schemas, Problem: problem },
    responses: Object.fromEntries(Object.entries(refusals).map(([status, description]) => [`Refusal${status}`, response(status, description)])),
    headers: {
      RateLimit: { description: 'What is left of the minute (IETF draft-ietf-httpapi-ratelimit-headers): `"minute";r=remaining;t=seconds`.', schema: text },
      RateLimitPolicy: { description: 'How many requests a minute.', schema: text },
      RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer' } },
      RequestId: { description: 'Name this when you write to us about a request.', schema: text },
    },
    parameters: {
      IdempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: 'Any text of your own, new for each intention. Sending the same request again under the same key gives the first answer and does nothing twice.',
        schema: { ...text, maxLength: 200 },
      },
      Language: {
        name: 'lang',
        in: 'query',
        required: false,
        description: 'Language of sentences in the answer. By default that of the account, then `Accept-Language`.',
        schema: { ...text, enum: ['fr', 'en'] },
      },
    },
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'An access token (15 minutes) or a personal key. A key carries scopes such as `cinema:read`.' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'griot.session_token',
        description: 'The session of a browser that has signed in. Only for our own pages: other sites cannot send it.',
      },
    },
  }
}
