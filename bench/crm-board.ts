// A board of 10,000 cards in a real browser: when its first cards are painted, and how many frames a second a drag across it keeps.
// Targets: first paint ≤ 1 s, drag ≥ 50 frames/s. `node bench/crm-board.ts [address and data folder of a running demo]`; without them a demo is started on an empty folder. It is filled and not emptied.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import pg from 'pg'
import { demoAccounts, demoPassword } from '#domains/identity/demo-accounts.ts'
import { spread } from '#domains/crm/rules/pipeline/place.ts'
import { socketsOf } from '#platform/database/postgres'
import { chromiumArgs, findChromium } from '#tests/browser/chromium.ts'
import { greeting, launch } from '#tests/running.ts'

const cards = 10_000
const [address, data] = process.argv.slice(2)
const folder = data ?? mkdtempSync(join(tmpdir(), 'griot-board-'))
const own = address ? null : await greeting(launch({ env: { GRIOT_DATA: folder, DEMO: '1', RATE_LIMIT_FACTOR: '0' } }), 300)
const url = (address ?? own?.url ?? '').replace('127.0.0.1', 'localhost')
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs })
let missed = 0
try {
  await fill()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' })
  await signIn(page)
  const paints: number[] = []
  for (let n = 0; n < 5; n++) paints.push(await firstCards(page))
  tell('first cards painted (median of five visits)', paints.toSorted((a, b) => a - b)[2]!, 'ms', (value) => value <= 1_000, '≤ 1000')
  tell('frames a second while dragging', await drag(page), '', (value) => value >= 50, '≥ 50')
} finally {
  await browser.close()
  own?.kill('SIGTERM')
  await own?.left
  if (own) rmSync(folder, { recursive: true, force: true })
}
process.exitCode = missed === 0 ? 0 : 1

function tell(what: string, value: number, unit: string, fits: (value: number) => boolean, target: string): void {
  if (!fits(value)) missed += 1
  console.log(`${fits(value) ? 'ok     ' : 'MISSED '} ${what}: ${value.toFixed(0)} ${unit} (${target})`)
}

/** Artists and their cards, over the stages of the demo's agency. */
async function fill(): Promise<void> {
  const client = new pg.Client({ host: socketsOf(join(folder, 'postgres')), user: 'griot', database: 'griot' })
  await client.connect()
  await client.query(
    `with agency as (select id from identity.workspaces where slug = 'nyala-agence'),
      pipeline as (select p.id, p.workspace_id from crm.pipelines p join agency a on a.id = p.workspace_id where p.of = 'artists' and p.is_default),
      made as (insert into crm.records (workspace_id, kind, name, plain_name, followers)
        select a.id, 'artist', 'Artiste ' || n, 'artiste ' || n, n from agency a cross join generate_series(1, $1) n returning id),
      numbered as (select id, row_number() over (order by id) as n from made)
    insert into crm.cards (workspace_id, pipeline_id, stage_id, record_id, place, value, currency, entered_at)
      select p.workspace_id, p.id, s.id, m.id, ($2::text[])[m.n], 29000, 'EUR', now() - m.n % 40 * interval '1 day'
      from numbered m cross join pipeline p join crm.stages s on s.pipeline_id = p.id and s.position = m.n % 5`,
    [cards, spread(cards)],
  )
  await client.query('analyze crm.cards, crm.records')
  await client.end()
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/sign-in`)
  const form = page.locator('form', { has: page.locator('input[name=password]') })
  await form.locator('input[name=email]').fill(demoAccounts.find(({ account }) => account === 'coordinator')!.email)
  await form.locator('input[name=password]').fill(demoPassword)
  await form.getByRole('button').first().click()
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
}

/** From the click to the first contentful paint, and the board alive. */
async function firstCards(page: Page): Promise<number> {
  await page.goto(`${url}/mona/pipeline`)
  await page.locator('.pipe-card').first().waitFor()
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY)
}

/** Carries a card to and fro over the columns for three seconds and counts the frames. */
async function drag(page: Page): Promise<number> {
  await page.waitForTimeout(1_500)
  const box = (await page.locator('.pipe-card').first().boundingBox())!
  await page.mouse.move(box.x + 80, box.y + 60)
  await page.mouse.down()
  await page.mouse.move(box.x + 100, box.y + 70)
  await page.evaluate(() => {
    const counted = { frames: 0, from: performance.now() }
    Object.assign(globalThis, { counted })
    const next = (): void => {
      counted.frames++
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  const until = Date.now() + 3_000
  for (let n = 0; Date.now() < until; n++) await page.mouse.move(box.x + 80 + 400 * (1 + Math.sin(n / 20)), box.y + 60 + 120 * (1 + Math.cos(n / 13)))
  const rate = await page.evaluate(() => {
    const { counted } = globalThis as unknown as { counted: { frames: number; from: number } }
    return (1_000 * counted.frames) / (performance.now() - counted.from)
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return rate
}
