import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export interface Document {
  path: string
  text: string
}

/** Every text about the project that stands in the repository. */
export function documents(): Document[] {
  const paths = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md', 'demo/**/*.md', 'tests/**/*.md', 'bench/**/*.md'])
  return paths.toSorted().map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

/** The text without its fenced blocks: what is shown there is an example. */
const running = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '')

/** What stands between backticks. */
export const codes = (text: string): string[] => [...running(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)

/** Links and pictures that lead to nothing in the repository, `path → target`. An anchor must be a heading of the file it names. */
export function lostLinks({ path, text }: Document): string[] {
  const targets = [...running(text).matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)].map(([, link, picture]) => link ?? picture ?? '')
  return targets.filter((target) => !/^(https?|mailto):/.test(target) && !leads(path, target)).map((target) => `${path} → ${target}`)
}

function leads(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file ? normalize(join(dirname(from), file)) : from
  if (path.startsWith('..') || !existsSync(path)) return false
  return !anchor || headings(readFileSync(path, 'utf8')).includes(anchor)
}

/** The anchors that a forge makes of headings. */
export const headings = (text: string): string[] =>
  [...running(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

const areas = /^(src|tests|bench|checks|scripts|db|demo|docs|public|\.ci)\/[\w./*{},-]+$/

/** Paths of the repository between backticks that are not there. `*` and `{a,b}` may stand for several; `<room>` and `NNNN` for any. */
export function lostPaths({ path, text }: Document): string[] {
  return codes(text)
    .filter((code) => areas.test(code) && !/NNN/.test(code) && globSync(code.replace(/\/$/, '')).length === 0)
    .map((code) => `${path} → ${code}`)
}

/** Commands in the text, examples included: `npm start`, `npm run lint`, `./griot demo reset`, `node bench/api.ts`. */
export function commands(text: string): string[] {
  const shown = [...codes(text), ...[...text.matchAll(/^```[\s\S]*?^```$/gm)].flatMap(([block]) => block.split('\n'))]
  return shown.flatMap((line) => /(?:^| )((?:npm (?:run )?|\.\/griot |node )[\w./:-]+)/.exec(line)?.[1] ?? [])
}

/** Why a command does not exist, or null. */
export function whyNoCommand(command: string): string | null {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const [program = '', ...rest] = command.split(' ')
  const name = rest.at(-1) ?? ''
  if (program === 'npm') return ['install', 'i', 'ci', 'audit', 'run'].includes(name) || manifest.scripts[name] ? null : `package.json has no script ${name}`
  if (program === './griot') return griotCommand(name)
  return !name.endsWith('.ts') || existsSync(name) ? null : `there is no ${name}`
}

function griotCommand(name: string): string | null {
  const script = new RegExp(`^  ${name}: '([^']+)'`, 'm').exec(readFileSync('griot.mjs', 'utf8'))?.[1]
  if (!script) return `griot.mjs has no command ${name}`
  return existsSync(script) ? null : `./griot ${name} needs ${script}, which is not there`
}
