/** Just enough to build a few dozen elements by hand. */

type Child = Node | string | null | undefined | false

export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Record<string, string | boolean | null> = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== null) element.setAttribute(name, value)
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child) || child === ''))
  return element
}

/** Strokes on a 24 × 24 grid. */
const shapes = {
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M7.5 5v14M16.5 5v14',
  back: 'M4 4v5h5M4.6 9a8.2 8.2 0 1 1-1 4.5',
  ahead: 'M20 4v5h-5M19.4 9a8.2 8.2 0 1 0 1 4.5',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  mute: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  captions: 'M3.5 5.5h17v13h-17zM10.5 10.3a2.2 2.2 0 1 0 0 3.4M17 10.3a2.2 2.2 0 1 0 0 3.4',
  settings: 'M4 7h10M18 7h2M4 12h2M10 12h10M4 17h8M16 17h4M16 5v4M8 10v4M14 15v4',
  inset: 'M3.5 5.5h17v13h-17zM12 12h6v4h-6z',
  wide: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  narrow: 'M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5',
  close: 'M6 6l12 12M18 6 6 18',
  headphones: 'M4 14v-1.5a8 8 0 0 1 16 0V14M4 14h3v6H5.5A1.5 1.5 0 0 1 4 18.5zM20 14h-3v6h1.5a1.5 1.5 0 0 0 1.5-1.5z',
  leaf: 'M5 19c0-9 5-13 15-14 0 10-4.5 15-12 13.5M5 20c2-5 5-7.5 9-9.5',
} as const

export type IconName = keyof typeof shapes

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: name === 'play' ? 'gp-icon gp-full' : 'gp-icon' })) svg.setAttribute(key, value)
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', shapes[name])
  svg.append(path)
  return svg
}

export function button(name: IconName, label: string, className = ''): HTMLButtonElement {
  return h('button', { type: 'button', class: `gp-button ${className}`, 'aria-label': label, title: label }, icon(name))
}

/** Changes what a button shows and says. */
export function become(target: HTMLButtonElement, name: IconName, label: string): void {
  if (target.getAttribute('aria-label') === label) return
  target.replaceChildren(icon(name))
  target.setAttribute('aria-label', label)
  target.title = label
}

/** `1:02:03`, `2:03`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const pad = (n: number): string => String(n).padStart(2, '0')
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`
}

const units = (lang: string): [string, string] => (lang === 'fr' ? ['ko', 'Mo'] : ['kB', 'MB'])

/** Bytes as the reader writes them, decimal units as mobile operators count. */
export function weight(bytes: number, lang: string): string {
  const [kilo, mega] = units(lang)
  const figure = (n: number, digits: number): string => n.toLocaleString(lang, { maximumFractionDigits: digits, minimumFractionDigits: digits })
  return bytes < 1e6 ? `${figure(bytes / 1e3, 0)}\u00a0${kilo}` : `${figure(bytes / 1e6, bytes < 1e7 ? 1 : 0)}\u00a0${mega}`
}
