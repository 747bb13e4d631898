import type { Rung, Stage } from '../types.ts'

/** The player's words with the server. Same origin, cookies say who watches. */

export interface Card {
  id: string
  slug: string
  title: string
  picture: string | null
}

export type WeighedRung = Rung & { bytesPerMinute: number }

export interface Started {
  id: string
  token: string
  manifest: string
  key: string
  leaseSeconds: number
  beatSeconds: number
  durationMs: number
  resumeAtMs: number
  remembered: boolean
  film: Card
  next: Card | null
  stage: Stage & { rungs: readonly WeighedRung[] }
  storyboard: string | null
}

export interface Live {
  id: string
  device: string
  film: Card | null
  startedAt: string
  here: boolean
}

/** What the server refused, or `offline` when it could not be reached. */
export interface Problem {
  code: string
  detail: string
}

export const isProblem = (value: object): value is Problem => 'code' in value

const root = '/api/v1/playback/sessions'

async function ask<T extends object>(method: string, path: string, body?: object): Promise<T | Problem> {
  try {
    const response = await fetch(root + path, { method, headers: body ? { 'content-type': 'application/json' } : {}, ...(body ? { body: JSON.stringify(body) } : {}) })
    const answer = (await response.json().catch(() => ({}))) as T & Partial<Problem>
    return response.ok ? answer : { code: answer.code ?? String(response.status), detail: answer.detail ?? '' }
  } catch {
    return { code: 'offline', detail: '' }
  }
}

export const start = (film: string, ending?: string): Promise<Started | Problem> => ask('POST', '', { film, ...(ending ? { ending } : {}) })
export const beat = (token: string, report: { positionMs: number; rung?: string; bytes: number }): Promise<{ state: string; endedBy: string | null } | Problem> =>
  ask('POST', `/${token}/beats`, report)
export const devices = (): Promise<{ limit: number; items: Live[] } | Problem> => ask('GET', '')

/** Sent even while the page closes. */
export function tell(token: string, what: 'end' | 'experiences', body: object): void {
  const blob = new Blob([JSON.stringify(body)], { type: 'application/json' })
  if (!navigator.sendBeacon?.(`${root}/${token}/${what}`, blob)) void fetch(`${root}/${token}/${what}`, { method: 'POST', body: blob, keepalive: true }).catch(() => undefined)
}
