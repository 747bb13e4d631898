import { redirect } from 'react-router'
import type { Submitted } from '#platform/page'
import { safeReturn } from '../rules.ts'

/** What a page with several forms hands back: which one was sent, and what came of it. */
export interface Acted<Output = unknown> {
  intent: string
  result: Submitted<Output>
}

/** Which of the page's forms was sent. */
export function intentOf(form: FormData, otherwise = ''): string {
  const intent = form.get('intent')
  return typeof intent === 'string' ? intent : otherwise
}

/** The result of that form, null for the others. */
export function resultOf<Output>(acted: Acted<Output> | undefined, intent: string): Submitted<Output> | null {
  return acted?.intent === intent ? acted.result : null
}

/** What the form gave when it went well. */
export function outputOf<Output>(acted: Acted | undefined, intent: string): Output | null {
  return acted?.intent === intent && acted.result.ok ? (acted.result.output as Output) : null
}

export function nextOf(request: Request, otherwise = '/'): string {
  return safeReturn(new URL(request.url).searchParams.get('next'), otherwise)
}

/** Keeps where to go next from one page of the sign-in to the other. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?${new URLSearchParams({ next })}`
}

/** After a step of the sign-in: home, or the second factor. */
export function afterSignIn(result: Submitted, next: string): Response | null {
  if (!result.ok) return null
  const { state } = result.output as { state: 'signed-in' | 'second-factor' }
  return redirect(state === 'signed-in' ? next : withNext('/sign-in/second-factor', next), 303)
}

/** Back to the page with a word about what was done: one of the given keys, else nothing. */
export function doneOf<Key extends string>(request: Request, keys: readonly Key[]): Key | null {
  const done = new URL(request.url).searchParams.get('done')
  return keys.find((key) => key === done) ?? null
}

export function backTo(path: string, done: string): Response {
  return redirect(`${path}?${new URLSearchParams({ done })}`, 303)
}
