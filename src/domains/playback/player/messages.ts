import { devices, isProblem, type Problem, type Started } from './api.ts'
import { h } from './dom.ts'
import type { Say } from './words.ts'

/** What covers the picture when the film cannot go on, or is over: what happened, and what to do. */

interface Words {
  title: string
  text?: string
}

export function message(host: HTMLElement, words: Words, ...more: (Node | null)[]): HTMLElement {
  clearMessage(host)
  const box = h('div', {}, h('h2', {}, words.title), words.text ? h('p', {}, words.text) : null, ...more)
  const root = h('div', { class: 'gp-message', role: 'alert' }, box)
  host.append(root)
  box.querySelector<HTMLElement>('button,a')?.focus({ preventScroll: true })
  return root
}

export const clearMessage = (host: HTMLElement): void => host.querySelectorAll('.gp-message').forEach((old) => old.remove())

export function action(label: string, run: () => void, quiet = false): HTMLButtonElement {
  const button = h('button', { type: 'button', class: quiet ? 'gp-action gp-quiet' : 'gp-action' }, label)
  button.addEventListener('click', run)
  return button
}

/** The session could not be opened. `retry` may name the session to end first. */
export async function cannotStart(host: HTMLElement, say: Say, lang: string, problem: Problem, retry: (ending?: string) => void): Promise<void> {
  if (problem.code === 'playback.tooManySessions') return tooMany(host, say, lang, retry)
  if (problem.code === 'offline') return offline(host, say, retry)
  const words =
    problem.code === 'playback.notPlayable' ? { title: say('notReadyTitle'), text: problem.detail } : { title: say('againTitle'), text: problem.detail || say('brokenText') }
  message(
    host,
    words,
    action(say('retry'), () => retry()),
  )
}

/** The devices that are watching; the viewer says which one stops. Nobody is locked out of their own account. */
async function tooMany(host: HTMLElement, say: Say, lang: string, retry: (ending?: string) => void): Promise<void> {
  const list = await devices()
  if (isProblem(list)) return offline(host, say, retry)
  const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit' })
  const rows = list.items.map((live) =>
    h(
      'li',
      {},
      h(
        'span',
        {},
        h('strong', {}, live.here ? say('thisDevice', { device: live.device }) : live.device),
        h('small', {}, `${live.film?.title ?? ''} · ${say('watchingSince', { time: time.format(new Date(live.startedAt)) })}`),
      ),
      action(say('endAndWatch'), () => retry(live.id)),
    ),
  )
  message(
    host,
    { title: say('tooManyTitle', { limit: list.limit }), text: say('tooManyText') },
    h('ul', {}, ...rows),
    action(say('retry'), () => retry(), true),
  )
}

export function offline(host: HTMLElement, say: Say, retry: () => void): void {
  const root = message(
    host,
    { title: say('offlineTitle'), text: say('offlineText') },
    action(say('retry'), () => retry()),
  )
  const back = (): void => {
    if (root.isConnected) retry()
  }
  window.addEventListener('online', back, { once: true })
}

/** The end: the next film if there is one, and the choice to see this one again. Nothing starts by itself: data costs money. */
export function theEnd(host: HTMLElement, say: Say, session: Started, replay: () => void): void {
  const { next } = session
  const card = next ? h('div', { class: 'gp-next' }, next.picture ? h('img', { src: next.picture, alt: '', loading: 'lazy' }) : null, h('strong', {}, next.title)) : null
  const open = next ? h('a', { class: 'gp-action', href: `/karangou/films/${next.slug}` }, say('nextOpen')) : null
  message(host, { title: next ? say('nextTitle') : session.film.title }, card, open, action(say('replay'), replay, Boolean(next)))
}
