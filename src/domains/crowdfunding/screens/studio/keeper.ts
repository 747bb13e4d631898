import type { RefusalData } from '#platform/refusal'
import { type Facts, type ListPart, type Part, parts, type ProjectAnswer, same, type Written, writtenOf } from './written.ts'

/** What was typed and is not yet at the server. */
export type Pending = { facts?: Partial<Facts> } & { [List in ListPart]?: Written[List] }

export type Saving =
  | { kind: 'rest' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  /** No network, or a server that does not answer: everything is kept on this device and sent later. */
  | { kind: 'away' }
  | { kind: 'refused'; refusal: RefusalData }
  /** Someone else changed the same answers meanwhile: `names` of facts or of lists. */
  | { kind: 'conflict'; names: readonly string[]; theirs: Written }

export interface KeeperView {
  /** What the server last told, with what was typed since on top. */
  written: Written
  saving: Saving
  /** Grows when values came from elsewhere than the keyboard: fields are to be filled again. */
  version: number
}

export interface Means {
  /** One call of the API below `/api/v1`. Throws when there is no network. */
  send: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  now: () => number
  /** Milliseconds without a key pressed before saving, and between two tries without network. */
  pause?: number
  retry?: number
}

export interface Keeper {
  view: () => KeeperView
  watch: (tell: () => void) => () => void
  /** Takes up what an earlier visit left on this device, and sends it. */
  begin: () => void
  putFacts: (facts: Partial<Facts>) => void
  putList: <List extends ListPart>(part: List, list: Written[List]) => void
  flush: () => Promise<void>
  keepMine: () => void
  takeTheirs: () => void
  end: () => void
}

const listField: Readonly<Record<ListPart, string>> = { budget: 'lines', rewards: 'rewards', team: 'team', milestones: 'milestones' }

/**
 * Keeps a draft: what is typed lies on this device at once, goes to the server a second after the last key, only what changed, and waits there when the network is away.
 * An edit says which version it has seen; when someone else changed the same answers, the keeper stops and asks.
 */
export function openKeeper(id: string, first: ProjectAnswer, means: Means): Keeper {
  const { send, storage, now, pause = 1_000, retry = 8_000 } = means
  const shelf = `griot:project:${id}`
  const path = `/studio/projects/${id}`
  const watchers = new Set<() => void>()
  let base = writtenOf(first)
  let pending: Pending = {}
  let shown: KeeperView = { written: base, saving: { kind: 'rest' }, version: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  function show(change: Partial<KeeperView>): void {
    shown = { ...shown, ...change, written: overlay(base, pending) }
    for (const tell of watchers) tell()
  }
  function keep(): void {
    if (Object.keys(pending).length === 0) storage.removeItem(shelf)
    else storage.setItem(shelf, JSON.stringify(pending))
  }
  function soon(after: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), after)
  }
  function put(change: Pending): void {
    pending = { ...pending, ...change }
    if (!running) pending = prune(pending, base)
    keep()
    show({})
    if (shown.saving.kind !== 'conflict') soon(pause)
  }
  function flush(): Promise<void> {
    clearTimeout(timer)
    if (shown.saving.kind === 'conflict') return Promise.resolve()
    running ??= sendAll().finally(() => {
      running = null
    })
    return running
  }
  async function sendAll(): Promise<void> {
    for (let part = next(); part; part = next()) if (!(await sendPart(part).catch(away))) return
    if (shown.saving.kind === 'saving') show({ saving: { kind: 'saved', at: now() } })
  }
  const next = (): Part | undefined => parts.find((part) => pending[part] !== undefined)
  const away = (): false => {
    show({ saving: { kind: 'away' } })
    soon(retry)
    return false
  }
  /** True when the next part may follow. */
  async function sendPart(part: Part): Promise<boolean> {
    const value = pending[part]
    if (shown.saving.kind !== 'away') show({ saving: { kind: 'saving' } })
    const body = part === 'facts' ? { ...pending.facts, seen: base.updatedAt } : { [listField[part]]: value, seen: base.updatedAt }
    const answer = await (part === 'facts' ? send('PATCH', path, body) : send('PUT', `${path}/${part}`, body))
    if (answer.status < 300) {
      base = { ...overlay(base, { [part]: value }), updatedAt: (answer.body as { updatedAt: string }).updatedAt }
      pending = prune(settled(pending, part, value), base)
      keep()
      show({ saving: { kind: 'saving' } })
      return true
    }
    if (answer.status >= 500 || answer.status === 429) return away()
    const refusal = answer.body as RefusalData
    if (refusal.code === 'crowdfunding.editedMeanwhile') return reconcile()
    show({ saving: { kind: 'refused', refusal } })
    return false
  }
  /** Someone saved in between: what they changed is taken, and where both changed the same answer, the writer chooses. */
  async function reconcile(): Promise<boolean> {
    const answer = await send('GET', path)
    if (answer.status >= 300) return away()
    const theirs = writtenOf(answer.body as ProjectAnswer)
    const names = clashes(base, theirs, pending)
    base = theirs
    pending = prune(pending, base)
    keep()
    show({ version: shown.version + 1, saving: names.length > 0 ? { kind: 'conflict', names, theirs } : { kind: 'saving' } })
    return names.length === 0
  }

  return {
    view: () => shown,
    watch: (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
    begin: () => {
      pending = prune({ ...read(storage.getItem(shelf)), ...pending }, base)
      keep()
      if (next()) {
        show({ version: shown.version + 1 })
        void flush()
      }
    },
    putFacts: (facts) => put({ facts: { ...pending.facts, ...facts } }),
    putList: (part, list) => put({ [part]: list }),
    flush,
    keepMine: () => {
      show({ saving: { kind: 'rest' } })
      void flush()
    },
    takeTheirs: () => {
      if (shown.saving.kind !== 'conflict') return
      pending = without(pending, shown.saving.names)
      keep()
      show({ saving: { kind: 'rest' }, version: shown.version + 1 })
      void flush()
    },
    end: () => clearTimeout(timer),
  }
}

/** The API as a browser reaches it. `keepalive` lets the last words of a page that closes still arrive. */
export async function sendToHouse(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    keepalive: method !== 'GET' && JSON.stringify(body).length < 60_000,
  })
  return { status: answer.status, body: await answer.json() }
}

const overlay = (base: Written, { facts, ...lists }: Pending): Written => ({ ...base, ...lists, facts: { ...base.facts, ...facts } })

/** Only what differs from the server's. */
function prune(pending: Pending, base: Written): Pending {
  const facts = Object.fromEntries(Object.entries(pending.facts ?? {}).filter(([name, value]) => !same(value, base.facts[name as keyof Facts])))
  const lists = Object.entries(pending).filter(([part, list]) => part !== 'facts' && !same(bare(list), bare(base[part as ListPart])))
  return { ...Object.fromEntries(lists), ...(Object.keys(facts).length > 0 ? { facts } : {}) }
}

/** A list as its writers see it: the ids are the server's. */
const bare = (list: unknown): unknown => (list as { id?: string }[]).map(({ id: _id, ...rest }) => rest)

/** What was sent is no longer waiting, unless it was written anew meanwhile. */
function settled(pending: Pending, part: Part, sent: Pending[Part]): Pending {
  if (part !== 'facts') return same(pending[part], sent) ? without(pending, [part]) : pending
  const left = Object.entries(pending.facts ?? {}).filter(([name, value]) => !same(value, (sent as Partial<Facts>)[name as keyof Facts]))
  return { ...pending, facts: Object.fromEntries(left) }
}

function without(pending: Pending, names: readonly string[]): Pending {
  const facts = Object.entries(pending.facts ?? {}).filter(([name]) => !names.includes(name))
  const lists = Object.entries(pending).filter(([part]) => part !== 'facts' && !names.includes(part))
  return { ...Object.fromEntries(lists), ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}) }
}

function clashes(base: Written, theirs: Written, pending: Pending): string[] {
  const both = (before: unknown, now: unknown, mine: unknown): boolean => !same(before, now) && !same(now, mine)
  const facts = Object.entries(pending.facts ?? {}).filter(([name, mine]) => both(base.facts[name as keyof Facts], theirs.facts[name as keyof Facts], mine))
  const lists = Object.entries(pending).filter(([part, mine]) => part !== 'facts' && both(bare(base[part as ListPart]), bare(theirs[part as ListPart]), bare(mine)))
  return [...facts, ...lists].map(([name]) => name)
}

function read(kept: string | null): Pending {
  try {
    return kept ? (JSON.parse(kept) as Pending) : {}
  } catch {
    return {}
  }
}
