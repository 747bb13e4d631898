import type { Import, Source } from './source.ts'

/** Which room may call which: down only. A new arrow is a decision (docs/decisions). */
export const graph: Readonly<Record<string, readonly string[]>> = {
  identity: [],
  messaging: ['identity'],
  media: ['identity'],
  cinema: ['identity', 'media', 'messaging'],
  playback: ['identity', 'media', 'cinema'],
  audience: ['identity', 'cinema', 'playback', 'messaging', 'trust'],
  webhooks: ['identity', 'messaging'],
  ledger: [],
  payments: ['identity', 'ledger', 'messaging'],
  crowdfunding: ['identity', 'media', 'payments', 'ledger', 'messaging', 'cinema', 'trust'],
  trust: ['identity', 'messaging'],
  planning: ['identity', 'messaging'],
  crm: ['identity', 'messaging', 'planning', 'trust'],
  outreach: ['identity', 'messaging', 'planning', 'trust', 'crm'],
  checkup: ['identity', 'messaging', 'planning', 'crm'],
  fit: ['identity', 'messaging', 'crm', 'checkup'],
}

/** Values of the platform that mean the same in a rule, in a screen and on the server. */
const values = ['refusal', 'clock', 'money', 'actor', 'text']
const forScreens = [...values, 'page']
/** Folders of a room whose files run in a browser. `player` holds the parts of the player island. */
const browserFolders = ['screens', 'islands', 'player']
/** Packages that may reach a browser. */
const browserPackages = [
  'react',
  'react-dom',
  'react-router',
  'react-aria-components',
  'lucide-react',
  'zod',
  'intl-messageformat',
  'hls.js',
  'tus-js-client',
  '@simplewebauthn/browser',
  '@dnd-kit/core',
  '@tanstack/react-virtual',
]

/** Packages that one file alone may know. */
const onlyIn: Readonly<Record<string, string>> = { '@myriaddreamin/typst-ts-node-compiler': 'src/platform/document.ts' }

export interface Place {
  layer: 'app' | 'platform' | 'ui' | 'room' | 'outside'
  room: string
  /** The file below its room, `screens/film.tsx`. */
  within: string
}

export function placeOf(path: string): Place {
  const [src, layer = '', room = '', ...rest] = path.split('/')
  if (src !== 'src') return { layer: 'outside', room: '', within: path }
  if (layer === 'domains') return { layer: 'room', room, within: rest.join('/') }
  if (layer === 'app' || layer === 'platform' || layer === 'ui') return { layer, room: '', within: [room, ...rest].join('/') }
  return { layer: 'outside', room: '', within: path }
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
export const isBrowserPart = (place: Place): boolean => place.layer === 'room' && browserFolders.includes(place.within.split('/')[0] ?? '')
/** Files that decide or compute like rules, under a name that says more. The same law holds for them. */
const pureToo = ['playback/playlist.ts']
const isPure = (place: Place): boolean => place.layer === 'room' && (/^(rules|types)\.ts$|^(rules|types)\//.test(place.within) || pureToo.includes(`${place.room}/${place.within}`))
const isShape = (place: Place): boolean => place.layer === 'room' && /^schema\.ts$|^schema\//.test(place.within)
const isTexts = (place: Place): boolean => /^texts\.\w\w\.ts$/.test(place.within)
const isPlatform = (place: Place, names: readonly string[]): boolean => place.layer === 'platform' && names.includes(place.within.replace(/\.ts$/, ''))

/** Every break of the import law, one line each. */
export function lawViolations(sources: readonly Source[]): string[] {
  return sources
    .filter((s) => !isTest(s.path))
    .flatMap((source) =>
      source.imports.flatMap((one) => {
        const broken = ruleBroken(source.path, one)
        return broken ? [`${source.path}:${one.line} ${broken}: ${one.file ?? one.package}`] : []
      }),
    )
}

function ruleBroken(path: string, one: Import): string | null {
  const from = placeOf(path)
  if (from.layer === 'outside' || from.layer === 'app') return null
  if (one.file === null) return (onlyIn[one.package ?? ''] ?? path) !== path ? `only ${onlyIn[one.package ?? '']} speaks to it` : packageBroken(from, one)
  if (one.file === 'db/types.ts') return one.typeOnly ? null : 'the tables are known as types only'
  const to = placeOf(one.file)
  if (to.layer === 'app') return 'nobody imports app'
  if (to.layer === 'outside') return 'the house does not import what stands around it'
  if (from.layer === 'platform') return to.layer === 'platform' ? null : 'platform knows no domain and no design system'
  if (from.layer === 'ui')
    return to.layer === 'ui' || (one.typeOnly && to.layer === 'platform') || isPlatform(to, forScreens) ? null : 'ui knows only ui and the value types of platform'
  return roomBroken(from, to, one)
}

function roomBroken(from: Place, to: Place, one: Import): string | null {
  if (to.layer === 'room' && to.room !== from.room) {
    if (to.within !== 'index.ts') return 'a room is entered by its index.ts'
    if (!graph[from.room]?.includes(to.room)) return 'the graph has no such arrow'
    if (isBrowserPart(from) && !one.typeOnly) return 'a screen takes from another room only types'
    return isPure(from) && !one.typeOnly ? 'rules and types import only rules, types and value types' : null
  }
  if (isPure(from)) return isPure(to) || isPlatform(to, values) ? null : 'rules and types import only rules, types and value types'
  if (isShape(from)) return isPure(to) || isShape(to) || isPlatform(to, [...forScreens, 'operation']) ? null : 'a schema imports only rules, types, shapes and value types'
  if (isTexts(from)) return isTexts(to) || one.typeOnly ? null : 'texts import nothing'
  if (isBrowserPart(from))
    return one.typeOnly || isBrowserPart(to) || isPure(to) || isShape(to) || isTexts(to) || to.layer === 'ui' || isPlatform(to, forScreens)
      ? null
      : 'server code reaches a screen as types only'
  if (to.layer === 'ui' || isBrowserPart(to)) return one.typeOnly ? null : 'server code does not import screens'
  return null
}

function packageBroken(from: Place, one: Import): string | null {
  const name = one.package ?? ''
  if (isPure(from)) return one.typeOnly ? null : 'rules and types import no package'
  if (isTexts(from)) return 'texts import nothing'
  if (isShape(from)) return name === 'zod' ? null : 'a schema imports zod and no other package'
  if (from.layer === 'ui' || isBrowserPart(from)) return one.typeOnly || browserPackages.includes(name) ? null : 'not a package for browsers'
  return null
}

/** Follows what browser parts import, as values, to the end: nothing there may need a server. */
export function browserReach(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((s) => [s.path, s]))
  const starts = sources.filter((s) => !isTest(s.path) && (isBrowserPart(placeOf(s.path)) || placeOf(s.path).layer === 'ui' || s.path === 'src/app/entry.client.tsx'))
  const seen = new Set<string>()
  const broken: string[] = []
  const walk = (source: Source, way: readonly string[]): void => {
    if (seen.has(source.path)) return
    seen.add(source.path)
    for (const one of source.imports) {
      if (one.typeOnly) continue
      if (one.package && !browserPackages.includes(one.package)) broken.push(`${[...way, source.path].join(' → ')} → ${one.package}`)
      const next = one.file ? byPath.get(one.file) : undefined
      if (next) walk(next, [...way, source.path])
    }
  }
  for (const start of starts) walk(start, [])
  return broken
}

/** Files that import each other in a circle, as values. */
export function circles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((s) => [s.path, s]))
  const done = new Set<string>()
  const found: string[] = []
  const walk = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path)
    if (at >= 0) found.push([...way.slice(at), path].join(' → '))
    if (at >= 0 || done.has(path)) return
    for (const one of byPath.get(path)?.imports ?? []) if (one.file && !one.typeOnly) walk(one.file, [...way, path])
    done.add(path)
  }
  for (const source of sources) walk(source.path, [])
  return found
}
