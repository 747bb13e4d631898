// `npm test`: everything that needs no browser, then the walks in Chromium. The last line sums both: `N passed, N failed`.
// `--long` runs the loops of kills and cuts whole; `--no-browser` and `--browser` run one half.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages } from './building.ts'

interface Count {
  passed: number
  failed: number
}

const asked = new Set(process.argv.slice(2))
const folder = mkdtempSync(join(tmpdir(), 'griot-results-'))
const env = { ...process.env, ...(asked.has('--long') ? { GRIOT_LONG: '1' } : {}) }

await buildPages()
const counts = [...(asked.has('--browser') ? [] : [plain()]), ...(asked.has('--no-browser') ? [] : [walks()])]
rmSync(folder, { recursive: true, force: true })
const passed = counts.reduce((sum, c) => sum + c.passed, 0)
const failed = counts.reduce((sum, c) => sum + c.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function plain(): Count {
  const file = join(folder, 'plain.json')
  const code = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {})
  const told = read<{ numPassedTests: number; numFailedTests: number; testResults: { status: string; assertionResults: unknown[] }[] }>(file)
  // A file that could not even be loaded holds no test, and is a failure all the same.
  const unloaded = told?.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length ?? 0
  return honest({ passed: told?.numPassedTests ?? 0, failed: (told?.numFailedTests ?? 0) + unloaded }, code)
}

function walks(): Count {
  const file = join(folder, 'walks.json')
  const code = run('playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file })
  const told = read<{ stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }>(file)
  return honest({ passed: told?.stats.expected ?? 0, failed: told ? told.stats.unexpected + told.stats.flaky + told.errors.length : 0 }, code)
}

/** A run that ended badly without naming a failed test counts as one. */
function honest(count: Count, code: number): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}

function run(command: string, args: string[], extra: Record<string, string>): number {
  return spawnSync(join('node_modules/.bin', command), args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, ...extra } }).status ?? 1
}

function read<T>(file: string): T | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null
}
