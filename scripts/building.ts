import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const sources = [
  'src/app/**/*',
  'src/ui/**/*',
  'src/platform/**/*.ts',
  'src/domains/*/{screens,islands,player,rules,schema}/**/*',
  'src/domains/*/{rules,types,schema,texts.fr,texts.en}.ts',
  'public/**/*',
  '*.config.ts',
  'package-lock.json',
]

/** Builds into GRIOT_BUILD (default `build`) when the sources differ from those of the last build. */
export async function buildPages(options: { force?: boolean; quiet?: boolean } = {}): Promise<void> {
  const folder = resolve(process.env.GRIOT_BUILD || 'build')
  const stampFile = join(folder, 'stamp')
  const stamp = stampOf()
  if (!options.force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  if (!options.quiet) process.stdout.write('Building the pages…\n')
  const run = (command: string, ...args: string[]): void => {
    // The tools take the first Node on the path: ours, whoever calls.
    const PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH
    execFileSync(join('node_modules/.bin', command), args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PATH, NODE_ENV: 'production' } })
  }
  run('react-router', 'build')
  run('vite', 'build', '--config', 'vite.islands.config.ts')
  compress(join(folder, 'client'))
  mkdirSync(folder, { recursive: true })
  writeFileSync(stampFile, stamp)
}

function stampOf(): string {
  const hash = createHash('sha256')
  const files = sources.flatMap((pattern) => globSync(pattern, { withFileTypes: true })).filter((f) => f.isFile() && !f.name.includes('.test.'))
  for (const path of files.map((f) => join(f.parentPath, f.name)).toSorted()) hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}

/** Assets are compressed once, here, rather than at each request. */
function compress(folder: string): void {
  for (const file of globSync('**/*.{js,css,svg,webmanifest,json}', { cwd: folder })) {
    const path = join(folder, file)
    const bytes = readFileSync(path)
    if (bytes.length < 500) continue
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  }
}
