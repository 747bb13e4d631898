import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * An OpenAI-compatible endpoint, after OpenAI's published OpenAPI document (paths /models and /chat/completions; schemas CreateChatCompletionRequest, CreateChatCompletionResponse,
 * CreateChatCompletionStreamResponse, ResponseFormatJsonSchema) and its error object `{ error: { message, type, param, code } }`. It understands nothing: it answers what the test says, or, to
 * a rewording, the same text with a small change that says the same.
 */
export interface OpenAiDoor {
  /** For AI_BASE_URL. */
  url: string
  host: string
  key: string
  model: string
  /** What the next requests meet, one after the other, instead of an ordinary answer. */
  next: Misbehaviour[]
  /** What a chat is answered: the content of the assistant's message. */
  answers: (request: ChatRequest) => string
  /** Chats that came in with the right key, oldest first. */
  asked: ChatRequest[]
  close: () => Promise<void>
}

export interface ChatRequest {
  model: string
  messages: { role: string; content: string }[]
  response_format?: { type: string; json_schema?: { name: string; strict?: boolean; schema?: object } }
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  temperature?: number
}

export type Misbehaviour =
  | { kind: 'status'; status: number; retryAfter?: number }
  | { kind: 'slow'; ms: number }
  | { kind: 'content'; content: string; finish?: 'stop' | 'length' | 'content_filter' }
  | { kind: 'refusal' }
  | { kind: 'garbage' }
  | { kind: 'hang-up' }
  | { kind: 'no-formats' }

export async function openOpenAi({ key = 'sk-stand-in', model = 'baobab-1' } = {}): Promise<OpenAiDoor> {
  const server = createServer((request, response) => {
    answer(door, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const door: OpenAiDoor = {
    url: `http://${host}/v1`,
    host,
    key,
    model,
    next: [],
    asked: [],
    answers: politely,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  return door
}

/** A rewording that changes no figure and no name. */
function politely({ messages }: ChatRequest): string {
  const { text = '' } = JSON.parse(messages.at(-1)?.content ?? '{}') as { text?: string }
  return JSON.stringify({ text: text.replace(/\.?$/, ', tout simplement.') })
}

async function answer(door: OpenAiDoor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const path = (request.url ?? '').split('?')[0]
  if (request.headers.authorization !== `Bearer ${door.key}`) return refuse(response, 401, 'invalid_request_error', 'invalid_api_key')
  if (request.method === 'GET' && path === '/v1/models') return send(response, 200, { object: 'list', data: [modelOf(door)] })
  if (request.method === 'GET' && path === `/v1/models/${door.model}`) return send(response, 200, modelOf(door))
  if (path !== '/v1/chat/completions') return refuse(response, 404, 'invalid_request_error', 'unknown_url')
  if (request.method !== 'POST') return refuse(response, 405, 'invalid_request_error', 'method_not_supported')
  const chat = readChat(Buffer.concat(chunks).toString(), door)
  if ('code' in chat) return refuse(response, chat.status, 'invalid_request_error', chat.code, chat.param)
  door.asked.push(chat)
  return speak(door, chat, response)
}

const modelOf = ({ model }: OpenAiDoor): object => ({ id: model, object: 'model', created: 1_790_000_000, owned_by: 'stand-in' })

/** What the schema of the request demands. */
function readChat(body: string, door: OpenAiDoor): ChatRequest | { status: number; code: string; param: string } {
  let chat: ChatRequest
  try {
    chat = JSON.parse(body) as ChatRequest
  } catch {
    return { status: 400, code: 'invalid_json', param: '' }
  }
  const wrong = (param: string): { status: number; code: string; param: string } => ({ status: 400, code: 'invalid_value', param })
  if (typeof chat.model !== 'string') return wrong('model')
  if (chat.model !== door.model) return { status: 404, code: 'model_not_found', param: 'model' }
  const roles = ['system', 'developer', 'user', 'assistant', 'tool']
  if (!Array.isArray(chat.messages) || chat.messages.length === 0 || chat.messages.some((one) => !roles.includes(one.role) || typeof one.content !== 'string'))
    return wrong('messages')
  if (chat.temperature !== undefined && !(chat.temperature >= 0 && chat.temperature <= 2)) return wrong('temperature')
  const format = chat.response_format
  if (format && !['text', 'json_object', 'json_schema'].includes(format.type)) return wrong('response_format.type')
  if (format?.type === 'json_schema' && !/^[\w-]{1,64}$/.test(format.json_schema?.name ?? '')) return wrong('response_format.json_schema.name')
  const schema = format?.json_schema?.schema as { additionalProperties?: unknown; properties?: object; required?: string[] } | undefined
  // Structured outputs: with strict, objects are closed and every property is required.
  if (format?.json_schema?.strict && (schema?.additionalProperties !== false || Object.keys(schema.properties ?? {}).some((name) => !schema.required?.includes(name))))
    return wrong('response_format.json_schema.schema')
  return chat
}

async function speak(door: OpenAiDoor, chat: ChatRequest, response: ServerResponse): Promise<void> {
  const odd = door.next.shift()
  if (odd?.kind === 'no-formats' && chat.response_format) return refuse(response, 400, 'invalid_request_error', 'unsupported_value', 'response_format')
  if (odd?.kind === 'hang-up') return void response.destroy()
  if (odd?.kind === 'garbage') return void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>not JSON')
  if (odd?.kind === 'slow') await wait(odd.ms)
  if (odd?.kind === 'status') return refuse(response, odd.status, odd.status === 429 ? 'rate_limit_error' : 'server_error', null, undefined, odd.retryAfter)
  const content = odd?.kind === 'content' ? odd.content : odd?.kind === 'refusal' ? null : door.answers(chat)
  const finish = odd?.kind === 'content' ? (odd.finish ?? 'stop') : 'stop'
  const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: chat.model }
  if (chat.stream) return stream(response, head, content ?? '', finish, chat.stream_options?.include_usage === true, usageOf(chat, content ?? ''))
  const message = { role: 'assistant', content, refusal: odd?.kind === 'refusal' ? 'I cannot help with that.' : null, annotations: [] }
  return send(response, 200, { ...head, object: 'chat.completion', choices: [{ index: 0, message, logprobs: null, finish_reason: finish }], usage: usageOf(chat, content ?? '') })
}

function usageOf(chat: ChatRequest, content: string): { prompt_tokens: number; completion_tokens: number; total_tokens: number } {
  const prompt = Math.ceil(chat.messages.reduce((sum, one) => sum + one.content.length, 0) / 4)
  const completion = Math.ceil(content.length / 4)
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

/** Server-sent events: `data: {chunk}` each, with the role first, the reason last, the usage in a chunk without choices when it was asked for, then `data: [DONE]`. */
function stream(response: ServerResponse, head: object, content: string, finish: string, withUsage: boolean, usage: object): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  const chunk = (choices: object[], more: object = {}): void => {
    response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`)
  }
  const part = (delta: object, reason: string | null = null): object[] => [{ index: 0, delta, logprobs: null, finish_reason: reason }]
  chunk(part({ role: 'assistant', content: '', refusal: null }))
  for (const piece of content.match(/[\s\S]{1,12}/gu) ?? []) chunk(part({ content: piece }))
  chunk(part({}, finish))
  if (withUsage) chunk([], { usage })
  response.end('data: [DONE]\n\n')
}

function refuse(response: ServerResponse, status: number, type: string, code: string | null, param?: string, retryAfter?: number): void {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  send(response, status, { error: { message: `stand-in: ${code ?? type}`, type, param: param ?? null, code } }, headers)
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': `req_${createHash('sha1').update(text).digest('hex').slice(0, 24)}`, ...headers }).end(text)
}
