import type { DoorAnswer, DoorRequest } from './payment-keeper.ts'

export interface Form {
  [key: string]: string | Form | undefined
}

/** `a[b]=1&c[0]=x` → `{a: {b: '1'}, c: {0: 'x'}}`. */
export function readForm(query: string): Form {
  const form: Form = Object.create(null) as Form
  for (const [name, value] of new URLSearchParams(query)) {
    const keys = name.split('[').map((part) => part.replace(/\]$/, ''))
    let at = form
    for (const key of keys.slice(0, -1)) {
      const next = at[key]
      at = typeof next === 'object' ? next : (at[key] = Object.create(null) as Form)
    }
    const last = keys.at(-1)!
    at[last === '' ? String(Object.keys(at).length) : last] = value
  }
  return form
}

export const textIn = (form: Form, ...path: string[]): string | null => {
  const found = path.reduce<string | Form | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), form)
  return typeof found === 'string' ? found : null
}
export const wordsIn = (form: Form, ...path: string[]): Record<string, string> => {
  const found = path.reduce<string | Form | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), form)
  return Object.fromEntries(Object.entries(typeof found === 'object' ? found : {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

/** Whether a field is asked to be shown whole: `expand[]=latest_charge.balance_transaction` shows both. Lists name it below `data`. */
export function wantedIn(form: Form): (path: string) => boolean {
  const asked = Object.values(wordsIn(form, 'expand')).map((one) => one.replace(/^data\./, ''))
  return (path) => asked.some((one) => one === path || one.startsWith(`${path}.`))
}

export function refused(status: number, error: { type?: string; code?: string; param?: string; message: string; [more: string]: unknown }): DoorAnswer {
  return { status, body: { error: { type: 'invalid_request_error', ...error } } }
}
export const missing = (what: string, id: string): DoorAnswer => refused(404, { code: 'resource_missing', param: 'id', message: `No such ${what}: '${id}'` })

/** One page of a list, newest first: `limit`, `starting_after`, `created[gte|gt|lte|lt]`. */
export function page(url: string, form: Form, newest: readonly { id: string; created: number }[]): DoorAnswer {
  const limit = Math.min(100, Math.max(1, Number(textIn(form, 'limit') ?? 10)))
  const bounds: Record<string, (at: number, than: number) => boolean> = { gte: (a, b) => a >= b, gt: (a, b) => a > b, lte: (a, b) => a <= b, lt: (a, b) => a < b }
  const created = Object.entries(wordsIn(form, 'created'))
  const within = newest.filter((one) => created.every(([name, value]) => bounds[name]?.(one.created, Number(value)) ?? true))
  const after = textIn(form, 'starting_after')
  const rest = after ? within.slice(within.findIndex(({ id }) => id === after) + 1) : within
  return { status: 200, body: { object: 'list', url, has_more: rest.length > limit, data: rest.slice(0, limit) } }
}

interface Kept {
  print: string
  answer: DoorAnswer
}

/** Stripe's idempotency: the first answer again for the same key and the same words, an error for other words. Refused words are not kept. */
export async function once(
  request: DoorRequest,
  memory: { recall: <T>(key: string) => T | null; remember: (key: string, value: unknown) => void },
  make: () => DoorAnswer | Promise<DoorAnswer>,
): Promise<DoorAnswer> {
  const key = request.headers['idempotency-key']
  if (!key || request.method !== 'POST') return make()
  const print = `${request.url.pathname}?${request.body.toString()}`
  const kept = memory.recall<Kept>(`key:${key}`)
  if (kept && kept.print !== print)
    return refused(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`,
    })
  if (kept) return { ...kept.answer, headers: { 'idempotent-replayed': 'true' } }
  const answer = await make()
  if (answer.status < 400 || answer.status === 402) memory.remember(`key:${key}`, { print, answer })
  return answer
}
