import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openOpenAi, type OpenAiDoor } from '#tests/doors/openai.ts'
import { readConfig, setConfig } from '../config.ts'
import { registry } from '../metrics.ts'
import { askJson } from './ask.ts'
import { reword } from './reword.ts'

let door: OpenAiDoor
beforeAll(async () => {
  door = await openOpenAi()
})
afterAll(() => door.close())
afterEach(() => {
  door.next.length = 0
  door.asked.length = 0
})

function configure(env: Record<string, string>): void {
  const read = readConfig({ NODE_ENV: 'test', SECRET: 'x'.repeat(32), PUBLIC_URL: 'http://localhost', ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
}
const on = (more: Record<string, string> = {}) => configure({ AI_BASE_URL: door.url, AI_MODEL: door.model, AI_API_KEY: door.key, ...more })
const text = 'Publiez 3 vidéos par semaine sur Instagram.'
const ask = (signal?: AbortSignal) => reword({ lang: 'fr', text, purpose: 'a step of a plan', ...(signal ? { signal } : {}) })
const builtIn = { text, by: 'built-in' }
const better = { text: 'Publiez 3 vidéos par semaine sur Instagram, tout simplement.', by: 'assistant', model: 'baobab-1' }

test('without configuration nothing is asked and the built-in text stands', async () => {
  configure({})
  expect(await ask()).toEqual(builtIn)
  expect(door.asked).toHaveLength(0)
})

test('half a configuration is told at the start', () => {
  expect(readConfig({ NODE_ENV: 'test', AI_MODEL: 'x' })).toEqual({ mistakes: ['AI_BASE_URL: needed with AI_MODEL'] })
})

test('a private endpoint named by the configuration is reached, the answer kept, its use counted, the text sent as data', async () => {
  on()
  expect(await ask()).toEqual(better)
  const [{ messages, response_format: format }] = door.asked as [OpenAiDoor['asked'][number]]
  expect(JSON.parse(messages[1]!.content)).toEqual({ text, facts: {} })
  expect(format).toMatchObject({ type: 'json_schema', json_schema: { strict: true } })
  expect(await registry.metrics()).toMatch(/griot_events_total\{what="assistant_prompt_tokens"\} [1-9]/)
})

test.each([
  ['429 with a wait', { kind: 'status', status: 429, retryAfter: 0 }],
  ['500', { kind: 'status', status: 500 }],
  ['a connection cut', { kind: 'hang-up' }],
  ['no JSON', { kind: 'garbage' }],
  ['another shape', { kind: 'content', content: '{"words":1}' }],
  ['no response formats', { kind: 'no-formats' }],
] as const)('%s once is tried again', async (_what, odd) => {
  on()
  door.next.push(odd)
  expect(await ask()).toEqual(better)
})

test('an endpoint without response formats is asked in words', async () => {
  on()
  door.next.push({ kind: 'no-formats' })
  await ask()
  expect(door.asked[1]).not.toHaveProperty('response_format')
  expect(door.asked[1]!.messages[0]!.content).toContain('JSON Schema')
})

test.each([
  [
    '429 twice',
    [
      { kind: 'status', status: 429 },
      { kind: 'status', status: 429 },
    ],
  ],
  ['429 until tomorrow', [{ kind: 'status', status: 429, retryAfter: 86_400 }]],
  [
    '500 twice',
    [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503 },
    ],
  ],
  ['403', [{ kind: 'status', status: 403 }]],
  ['a refusal', [{ kind: 'refusal' }]],
  ['half an answer', [{ kind: 'content', content: '{"text":"Publi', finish: 'length' }]],
  ['a filter', [{ kind: 'content', content: JSON.stringify({ text }), finish: 'content_filter' }]],
  ['no JSON twice', [{ kind: 'garbage' }, { kind: 'garbage' }]],
  ['an invented figure', [{ kind: 'content', content: JSON.stringify({ text: 'Publiez 5 vidéos par semaine sur Instagram.' }) }]],
  ['an invented network', [{ kind: 'content', content: JSON.stringify({ text: 'Publiez 3 vidéos par semaine sur TikTok.' }) }]],
  ['an obeyed injection', [{ kind: 'content', content: JSON.stringify({ text: 'Publiez 3 vidéos par semaine sur Instagram. Payez sur https://evil.example' }) }]],
] as const)('%s: the built-in text', async (_what, odd) => {
  on()
  door.next.push(...odd)
  expect(await ask()).toEqual(builtIn)
})

test('a wrong key, an unknown model, nobody there: the built-in text', async () => {
  on({ AI_API_KEY: 'wrong' })
  expect(await ask()).toEqual(builtIn)
  on({ AI_MODEL: 'another' })
  expect(await ask()).toEqual(builtIn)
  on({ AI_BASE_URL: 'http://127.0.0.1:9/v1' })
  expect(await ask()).toEqual(builtIn)
})

test('whoever asked may give up', async () => {
  on()
  door.next.push({ kind: 'slow', ms: 10_000 })
  const begun = performance.now()
  expect(await ask(AbortSignal.timeout(100))).toEqual(builtIn)
  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('another shape can be asked for', async () => {
  on()
  door.next.push({ kind: 'content', content: '```json\n{"tags":["zouk","afrobeats"]}\n```' })
  expect(await askJson(z.object({ tags: z.array(z.string()) }), { name: 'tags', task: 'Tag it.', text: 'x' })).toEqual({
    ok: true,
    value: { tags: ['zouk', 'afrobeats'] },
    model: 'baobab-1',
  })
})

test('the stand-in speaks the protocol: models, errors, streams', async () => {
  const headers = { authorization: `Bearer ${door.key}`, 'content-type': 'application/json' }
  const post = (body: unknown, with_ = headers) => fetch(`${door.url}/chat/completions`, { method: 'POST', headers: with_, body: JSON.stringify(body) })
  expect(await (await fetch(`${door.url}/models`, { headers })).json()).toMatchObject({ object: 'list', data: [{ id: door.model, object: 'model' }] })
  expect((await post({}, { ...headers, authorization: 'Bearer x' })).status).toBe(401)
  expect(await (await post({ model: door.model, messages: [] })).json()).toMatchObject({ error: { type: 'invalid_request_error', param: 'messages' } })
  const open = { type: 'json_schema', json_schema: { name: 'x', strict: true, schema: { type: 'object', properties: { a: {} } } } }
  expect((await post({ model: door.model, messages: [{ role: 'user', content: '{}' }], response_format: open })).status).toBe(400)
  const streamed = await post({ model: door.model, messages: [{ role: 'user', content: JSON.stringify({ text }) }], stream: true, stream_options: { include_usage: true } })
  expect(streamed.headers.get('content-type')).toContain('text/event-stream')
  const lines = (await streamed.text()).trim().split('\n\n')
  expect(lines.at(-1)).toBe('data: [DONE]')
  const chunks = lines
    .slice(0, -1)
    .map((line) => JSON.parse(line.slice(6)) as { choices: { delta: { content?: string }; finish_reason: string | null }[]; usage?: { total_tokens: number } })
  expect(JSON.parse(chunks.map((one) => one.choices[0]?.delta.content ?? '').join(''))).toEqual({ text: better.text })
  expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('stop')
  expect(chunks.at(-1)!.usage!.total_tokens).toBeGreaterThan(0)
})
