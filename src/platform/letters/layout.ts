import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export type Face = 'griot' | 'mona' | 'spark' | 'stage' | 'karangou'

/** Colours of the faces (ui/css/faces.css) that a mail needs, by light and by dark: mail programs know no variables. */
interface Colours {
  ground: string
  raised: string
  ink: string
  soft: string
  line: string
  accent: string
  onAccent: string
  /** The band at the top, its words, and the threads below it. */
  hero: string
  onHero: string
  threads: readonly [string, string, string]
}

const names: Record<Face, string> = { griot: 'Griot', mona: 'MONA', spark: 'SPARK', stage: 'Flow Stage', karangou: 'Karangou' }

const light: Record<Face, Colours> = {
  griot: colours('#f8f7f4 #ffffff #18171b #5c5a60 #dfdcd5 #201f25 #ffffff #18171b #f8f7f4 #e0532f #2b2873 #87848a'),
  mona: colours('#fdf5f0 #fffdfb #2b1712 #715046 #ecd8cc #ff7a62 #2b110a #ff7a62 #2b110a #7a1f3d #f2553a #ffe1d8'),
  spark: colours('#f2f5f8 #ffffff #0d1322 #505b70 #d4dbe5 #00b7d0 #021a1f #0a0c12 #edf2fa #2fe3f5 #ff4d8d #232a3a'),
  stage: colours('#f2f6f1 #ffffff #0c2a1f #48614f #d0ded2 #ffb627 #2a1a00 #0b3b2a #f2f6e9 #ffb627 #14573f #e39a00'),
  karangou: colours('#f6eee1 #fffaf1 #221a42 #5f5470 #dfd0b8 #2f2a80 #ffffff #1b1850 #f8ecd8 #f0a94e #8e3a1c #f4e6cb'),
}

const dark: Record<Face, Colours> = {
  griot: colours('#131316 #1c1c20 #f3f1ec #a9a7ad #2e2d33 #f3f1ec #18171b #0c0c0e #f3f1ec #ff7a5c #8f8be0 #74727a'),
  mona: colours('#1c1412 #271c19 #f9ede6 #c2a79c #3f2d28 #ff866f #2b110a #ff7a62 #2b110a #e58aa6 #ff866f #46251d'),
  spark: colours('#0a0c12 #131722 #edf2fa #98a3b8 #232a3a #2fe3f5 #021a1f #06070b #edf2fa #2fe3f5 #ff4d8d #626f8a'),
  stage: colours('#071b14 #0d291e #eaf5ee #9dbaa9 #1c4031 #ffbd3d #2a1a00 #0b3b2a #f2f6e9 #ffbd3d #6fc49d #38310f'),
  karangou: colours('#121029 #1c193b #f5ebdb #b7abc2 #312c58 #f0a94e #261502 #1b1850 #f8ecd8 #f0a94e #7a3317 #f4e6cb'),
}

function colours(list: string): Colours {
  const [ground, raised, ink, soft, line, accent, onAccent, hero, onHero, first, second, third] = list.split(' ') as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  return { ground, raised, ink, soft, line, accent, onAccent, hero, onHero, threads: [first, second, third] }
}

const made = new Map<Face, Promise<string>>()

/** The page of a face, with `{{places}}` and `<!--if:part-->…<!--end:part-->` for `fill`. Compiled by MJML at the first mail of a face, then kept: it takes a third of a second. */
export function layoutOf(face: Face): Promise<string> {
  let page = made.get(face)
  if (!page) made.set(face, (page = compile(face)))
  return page
}

let source: string | undefined

async function compile(face: Face): Promise<string> {
  const { default: mjml } = await import('mjml')
  source ??= readFileSync(resolve(import.meta.dirname, 'letter.mjml'), 'utf8')
  const words = new Map<string, string>([['space', names[face]], ...said('light', light[face]), ...said('dark', dark[face])])
  const { html } = await mjml(
    source.replaceAll(/\[\[([\w.]+)\]\]/g, (_whole, name: string) => words.get(name) ?? ''),
    { validationLevel: 'strict' },
  )
  return html.replaceAll(/\n\s+/g, '\n')
}

function said(when: string, { threads, ...rest }: Colours): [string, string][] {
  return [...Object.entries(rest), ...threads.map((colour, at) => [`thread${at}`, colour])].map(([name, colour]) => [`${when}.${name}`, colour as string])
}

export type Parts = Readonly<Record<string, string | boolean | readonly Readonly<Record<string, string>>[]>>

/** Puts the words into a layout: strings where their names stand (escaped, except `…Html`), parts left out when false, parts repeated for each of a list. */
export function fill(layout: string, parts: Parts): string {
  const cut = layout.replaceAll(/<!--if:(\w+)-->([\s\S]*?)<!--end:\1-->/g, (_whole, name: string, inside: string) => {
    const value = parts[name]
    if (!Array.isArray(value)) return value ? inside : ''
    return (value as Readonly<Record<string, string>>[]).map((one) => put(inside, one)).join('')
  })
  return put(cut, parts)
}

function put(text: string, parts: Parts): string {
  return text.replaceAll(/\{\{ ?(\w+) ?\}\}/g, (whole, name: string) => {
    const value = parts[name]
    if (typeof value !== 'string') return whole
    return name.endsWith('Html') ? value : escape(value)
  })
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
