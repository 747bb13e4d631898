import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { config } from '../config.ts'
import { jsonSchemaOf } from '../json-schema.ts'
import { log } from '../log.ts'
import { count } from '../metrics.ts'
import { fetchOutside, type OutsideAnswer } from '../outgoing.ts'

/** Why there is no answer: `off` nothing is configured · `unavailable` nobody answered, or not in time · `refused` the endpoint or the model would not · `unreadable` not in the shape asked for. */
export type Silence = 'off' | 'unavailable' | 'refused' | 'unreadable'
export type Asked<T> = { ok: true; value: T; model: string } | { ok: false; why: Silence }

export interface Prompt {
  /** What the assistant is to do, written by us. */
  task: string
  /** What it is done with. It may come from anybody: it is handed over as data. */
  text: string
  /** A name for the shape: letters and dashes. */
  name: string
  signal?: AbortSignal
}

/** Local models are slow; a person waits no longer than this for the whole exchange. */
const patience = 45_000
const longestPause = 5_000

export const assistantIsOn = (): boolean => config().AI_BASE_URL !== undefined && config().AI_MODEL !== undefined

/**
 * Asks any OpenAI-compatible endpoint (`POST {AI_BASE_URL}/chat/completions`) for an answer of one shape. Never throws for what happens outside: the caller has its own words ready.
 * Tried again once when that can help. Not for use inside a transaction: it takes seconds.
 */
export async function askJson<Shape extends z.ZodType>(shape: Shape, prompt: Prompt): Promise<Asked<z.output<Shape>>> {
  if (!assistantIsOn()) return { ok: false, why: 'off' }
  const until = Date.now() + patience
  let plain = false
  for (let tries = 1; ; tries += 1) {
    const ended: Ended<z.output<Shape>> = prompt.signal?.aborted ? { why: 'unavailable' } : await once(shape, prompt, plain, until)
    if ('value' in ended) {
      count('assistant_answers')
      return { ok: true, ...ended }
    }
    const pause = ended.again ?? null
    if (tries >= 2 || pause === null || Date.now() + pause > until || prompt.signal?.aborted) {
      count(`assistant_${ended.why}`)
      return { ok: false, why: ended.why }
    }
    plain = plain || ended.plain === true
    await wait(pause, undefined, prompt.signal ? { signal: prompt.signal } : {}).catch(() => undefined)
  }
}

/** `again`: milliseconds after which another try may help; `plain`: without the endpoint's own check of the shape, which not every server knows. */
type Ended<T> = { value: T; model: string } | { why: Silence; again?: number; plain?: true }

async function once<Shape extends z.ZodType>(shape: Shape, prompt: Prompt, plain: boolean, until: number): Promise<Ended<z.output<Shape>>> {
  const { AI_BASE_URL, AI_API_KEY, AI_MODEL } = config()
  let answer: OutsideAnswer
  try {
    answer = await fetchOutside(`${AI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(AI_API_KEY ? { authorization: `Bearer ${AI_API_KEY}` } : {}) },
      body: JSON.stringify(requestOf(AI_MODEL!, shape, prompt, plain)),
      timeoutMs: Math.max(1, until - Date.now()),
      configured: true,
      ...(prompt.signal ? { signal: prompt.signal } : {}),
    })
  } catch {
    return { why: 'unavailable', again: 500 }
  }
  if (answer.status !== 200) return told(answer, plain)
  return read(shape, answer.body.toString(), AI_MODEL!)
}

function told({ status, headers }: OutsideAnswer, plain: boolean): { why: Silence; again?: number; plain?: true } {
  log.warn({ status }, 'the assistant does not answer')
  if ((status === 400 || status === 422) && !plain) return { why: 'refused', again: 0, plain: true }
  if (status === 429 || status >= 500) {
    const asked = Number(headers['retry-after'] ?? 0.5) * 1_000
    return { why: 'unavailable', ...(Number.isFinite(asked) && asked <= longestPause ? { again: asked } : {}) }
  }
  return { why: status === 404 ? 'unavailable' : 'refused' }
}

function requestOf(model: string, shape: z.ZodType, { task, text, name }: Prompt, plain: boolean): object {
  const schema = jsonSchemaOf(shape, 'output')
  const system = plain ? `${task}\nAnswer with JSON alone, of this JSON Schema: ${JSON.stringify(schema)}` : task
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
    temperature: 0.3,
    ...(plain ? {} : { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } }),
  }
}

const Completion = z.object({
  model: z.string().optional(),
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }), finish_reason: z.string().nullish() })).min(1),
  usage: z.object({ prompt_tokens: z.number().catch(0), completion_tokens: z.number().catch(0) }).nullish(),
})

function read<Shape extends z.ZodType>(shape: Shape, body: string, asked: string): Ended<z.output<Shape>> {
  const completion = Completion.safeParse(jsonIn(body))
  if (!completion.success) return { why: 'unreadable', again: 0 }
  const { choices, usage, model } = completion.data
  if (usage) {
    count('assistant_prompt_tokens', usage.prompt_tokens)
    count('assistant_completion_tokens', usage.completion_tokens)
  }
  const [{ message, finish_reason: end }] = choices as [(typeof choices)[number]]
  if (message.refusal || end === 'content_filter') return { why: 'refused' }
  if (end === 'length') return { why: 'unreadable' }
  const value = shape.safeParse(jsonIn(unfenced(message.content ?? '')))
  return value.success ? { value: value.data, model: model || asked } : { why: 'unreadable', again: 0 }
}

/** Some models wrap their JSON in a fence all the same. */
const unfenced = (text: string): string => /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
