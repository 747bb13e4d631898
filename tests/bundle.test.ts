import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildFolder } from '#platform/http/pages'
import { buildPages } from '../scripts/building.ts'

/** The law of imports, proved on what browsers really receive. */
const client = join(buildFolder(), 'client')
const scripts = () => globSync('**/*.js', { cwd: client }).map((path) => ({ path, text: readFileSync(join(client, path), 'utf8') }))
const none: string[] = []

beforeAll(() => buildPages({ quiet: true }), 300_000)

/** What only a server may hold. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  ['a module of Node', /["']node:[a-z_/]+["']|\brequire\(["'](?:fs|crypto|net|http|child_process)["']\)/],
  [
    'SQL',
    /\b(?:insert into|delete from|update) (?:identity|messaging|media|cinema|playback|audience|webhooks|platform)\.|\bfrom (?:identity|messaging|media|cinema|playback|audience|webhooks|platform)\.\w+ (?:where|join|order)/i,
  ],
  ['the database', /PostgresDialect|pg_notify|graphile_worker|DATABASE_URL/],
  ['a secret of the configuration', /TWILIO_AUTH_TOKEN|AFRICAS_TALKING_API_KEY|S3_SECRET_ACCESS_KEY|OIDC_CLIENT_SECRET/],
  ['what signs and seals', /createHmac|hkdfSync|aes-256-gcm|argon2/],
  ['the server', /\bfastify\b|nodemailer|\bpino\b/i],
]

test('no server code reaches a browser', () => {
  const all = scripts()
  expect(all.length).toBeGreaterThan(20)
  expect(all.flatMap(({ path, text }) => forbidden.filter(([, shape]) => shape.test(text)).map(([what, shape]) => `${path} holds ${what}: ${shape.exec(text)?.[0]}`))).toEqual(none)
})

test('the server bundle holds what the search looks for, so the search can fail', () => {
  const sources = globSync(['src/domains/*/store/*.ts', 'src/platform/**/*.ts'])
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  for (const [what, shape] of forbidden) expect(shape.test(sources), what).toBe(true)
})

test('an island weighs at most 10 KB', () => {
  const islands = JSON.parse(readFileSync(join(client, 'islands/manifest.json'), 'utf8')) as Record<string, string>
  expect(Object.keys(islands)).toEqual(expect.arrayContaining(['boot', 'palette', 'player', 'live', 'preferences']))
  const heavy = Object.values(islands).map((address) => [basename(address), brotliCompressSync(readFileSync(join(client, address))).length] as const)
  expect(heavy.filter(([, bytes]) => bytes > 10 * 1024)).toEqual([])
})

test('each script comes compressed', () => {
  for (const { path, text } of scripts()) if (text.length >= 500) expect(globSync(`${path}.{br,gz}`, { cwd: client }), path).toHaveLength(2)
})
