import { createContext, type RouterContextProvider } from 'react-router'
import type { Actor } from './actor.ts'
import type { OpenApi } from './http/openapi.ts'
import type { RefusalData } from './refusal.ts'
import type { Dictionary, Lang, Translate } from './text.ts'

/**
 * The contract between the HTTP server and the pages. The server makes one `PageRequest` for each request; loaders and actions reach it
 * through `pageOf(context)`. Pages call operations in-process by name, with their types taken from the rooms' catalogues.
 */
export interface PageRequest {
  lang: Lang
  theme: Theme
  actor: Actor
  nonce: string
  /** Absolute origin seen by visitors, no slash at the end. */
  origin: string
  /** True when the visitor sends `Save-Data: on`: no web font, no preloading, smaller pictures. */
  saveData: boolean
  /** A fresh start with demo data: sign-in shows the demo accounts, outside services are labelled "sandbox". */
  demo: boolean
  dictionary: Dictionary
  t: Translate
  /** Calls an operation by its full name (`cinema.listFilms`). A refusal becomes the error page of its kind; a visitor who must sign in is sent there. */
  call: (name: string, input?: unknown) => Promise<unknown>
  /** Reads a submitted form into the operation's input (text fields are coerced by its schema), calls it, and hands back a refusal instead of throwing. */
  submit: (name: string, form: FormData, extra?: Record<string, unknown>) => Promise<Submitted>
  /** What was typed on this page before a session ended, once; null nearly always. */
  kept: () => Promise<Record<string, string | string[]> | null>
  /** Shown on the error page, so that a person can quote it. */
  requestId: string
  /** Logs a bug met while rendering, once, with the request's id. */
  report: (error: unknown) => void
  /** The API document of the house, for its reading page. */
  describe: () => OpenApi
  /** Addresses of the built islands, by name. */
  islands: Readonly<Record<string, string>>
}

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** What a form gets back: the answer, or the refusal with everything the person typed (files and passwords apart). */
export type Submitted<Output = unknown> = { ok: true; output: Output } | { ok: false; refusal: RefusalData; values: Record<string, string | string[]> }

/** Said by each route in `export const handle`. */
export interface PageHandle {
  /** `reading` pages ship no framework script; `work` screens hydrate whole. */
  page: 'reading' | 'work'
  space?: SpaceName
}

export const spaceNames = ['griot', 'mona', 'spark', 'stage', 'karangou'] as const
export type SpaceName = (typeof spaceNames)[number]

export const pageContext = createContext<PageRequest>()

export function pageOf(context: Readonly<RouterContextProvider>): PageRequest {
  return context.get(pageContext)
}

type AnyOperation = { run: (ctx: never, input: never) => Promise<unknown>; form?: unknown }
type FormOf<Op> = Op extends { form?: infer F } ? F : never
type OutputOf<Op> = Op extends { run: (ctx: never, input: never) => Promise<infer O> } ? O : never

/** A typed caller of one room's operations: `const cinema = callerOf<typeof operations>(context, 'cinema')`. */
export type CallerOf<Operations extends Record<string, unknown>> = {
  [Name in keyof Operations]: (input?: FormOf<Operations[Name]>) => Promise<OutputOf<Operations[Name]>>
}

export function callerOf<Operations extends Record<string, AnyOperation>>(context: Readonly<RouterContextProvider>, room: string): CallerOf<Operations> {
  const { call } = pageOf(context)
  return new Proxy({} as CallerOf<Operations>, {
    get: (_target, name) => (input?: unknown) => call(`${room}.${String(name)}`, input),
  })
}
