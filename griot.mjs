// The one command: `./griot start`, `./griot test`… Plain JavaScript for any Node from 18 on: installs what the lock names when that has changed,
// then goes on under the Node that came with it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const bin = join(here, 'node_modules', '.bin')
const commands = {
  start: 'scripts/start.ts',
  build: 'scripts/build.ts',
  test: 'scripts/test.ts',
  migrate: 'scripts/migrate.ts',
  user: 'scripts/user.ts',
  check: 'scripts/check.ts',
  audit: 'scripts/audit.ts',
  demo: 'scripts/demo.ts',
}

const [command = 'help', ...args] = process.argv.slice(2)
const script = commands[command]
if (!script) {
  console.log(`griot start            start Griot (see .env.example)
griot build            build the pages
griot test [--long]    run every test; --long runs the loops of kills and cuts whole
griot migrate          bring the database up to date
griot user create      make an account: --email --name [--staff reviewer,administrator]
griot check            ask the live data whether what must always hold does
griot audit verify     read the chain of the audit trail again (--head <hash>: is a noted hash still in it)
griot demo reset       empty the data folder, so that the next start fills it with the demo`)
  process.exit(command === 'help' ? 0 : 2)
}
if (!installed()) {
  console.log('Installing what package-lock.json names…')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status !== 0) process.exit(done.status ?? 1)
}
// Compiled code is kept between starts; a small nursery keeps an idle house small (an idle process with V8's own default holds 100 MB more).
const child = spawn(join(bin, 'node'), ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', join(here, script), ...args], {
  cwd: here,
  stdio: 'inherit',
  env: {
    // glibc keeps what was freed, for each thread apart: given back, an idle house is smaller by some 10 MB.
    MALLOC_ARENA_MAX: '2',
    MALLOC_TRIM_THRESHOLD_: '131072',
    ...process.env,
    PATH: bin + delimiter + process.env.PATH,
    GRIOT_PARENT: String(process.pid),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(here, 'node_modules', '.cache', 'node'),
  },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

/** True when every package of the lock is there in its exact version (optional ones of other systems apart). */
function installed() {
  const hidden = join(here, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden) || !existsSync(join(bin, 'node'))) return false
  const wanted = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(wanted).every(([path, p]) => path === '' || p.optional || there[path]?.version === p.version)
}
