// The pictures of the README: real screens of a running demo. `node scripts/pictures.ts --base http://localhost:3000 [name…]` writes docs/pictures/*.webp, at most 150 KB each.
import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import { chromiumArgs, findChromium } from '../tests/browser/chromium.ts'

interface Picture {
  name: string
  path: string
  /** A demo account; nobody when absent. */
  who?: string
  options: BrowserContextOptions
  /** What is done on the page before it is taken. */
  first?: (page: Page) => Promise<void>
}

const heaviest = 150 * 1024
const folder = 'docs/pictures'
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.25 }
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const film = '/karangou/films/tears-of-steel'
const project = '/karangou/projects/le-lapin-du-mono'

const pictures: readonly Picture[] = [
  { name: 'home', path: '/', options: { ...desktop, viewport: { width: 1280, height: 1040 }, colorScheme: 'dark' } },
  { name: 'karangou', path: '/karangou', options: { ...desktop, colorScheme: 'light' } },
  { name: 'catalogue-phone', path: '/karangou/films', options: { ...phone, colorScheme: 'dark' } },
  { name: 'film-phone', path: film, options: { ...phone, colorScheme: 'dark' }, first: play },
  { name: 'studio', path: '/karangou/studio', who: 'director', options: { ...desktop, colorScheme: 'light' } },
  { name: 'review', path: '/karangou/review', who: 'reviewer', options: { ...desktop, colorScheme: 'light' }, first: openFirst },
  { name: 'project', path: project, options: { ...desktop, viewport: { width: 1280, height: 1000 }, colorScheme: 'light' } },
  { name: 'project-phone', path: project, options: { ...phone, colorScheme: 'dark' } },
  { name: 'contribute-phone', path: `${project}/contribute`, options: { ...phone, colorScheme: 'light' } },
  { name: 'pipeline', path: '/mona/pipeline', who: 'coordinator', options: { ...desktop, colorScheme: 'light' } },
  { name: 'artist', path: '/mona/artists?q=Ama%20Sika', who: 'coordinator', options: { ...desktop, colorScheme: 'light' }, first: openArtist },
  { name: 'checkup', path: '/mona/checkups', who: 'coordinator', options: { ...desktop, colorScheme: 'dark' }, first: openCheckup },
  { name: 'plan-phone', path: '/mona/me', who: 'artist', options: { ...phone, colorScheme: 'light' } },
  { name: 'today-phone', path: '/mona/today', who: 'coordinator', options: { ...phone, colorScheme: 'dark' } },
  { name: 'api', path: '/api/docs/cinema', options: { ...desktop, colorScheme: 'dark' } },
]

const { values, positionals } = parseArgs({ options: { base: { type: 'string', default: 'http://localhost:3000' } }, allowPositionals: true })
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArgs, '--mute-audio'] })
try {
  for (const picture of pictures) if (positionals.length === 0 || positionals.includes(picture.name)) await take(browser, picture)
} finally {
  await browser.close()
}

async function take(from: Browser, { name, path, who, options, first }: Picture): Promise<void> {
  const context = await from.newContext({ baseURL: values.base, locale: 'fr-FR', timezoneId: 'Africa/Lome', ...options })
  const page = await context.newPage()
  if (who) await page.request.post('/api/v1/sign-in/demo', { data: { account: who } })
  await page.goto(path, { waitUntil: 'load', timeout: 120_000 })
  await first?.(page)
  await page.evaluate(() => document.fonts.ready)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight), undefined, { timeout: 60_000 })
  await page.waitForTimeout(1_500)
  const bytes = await light(await page.screenshot({ timeout: 120_000 }))
  await writeFile(`${folder}/${name}.webp`, bytes)
  console.log(`${name}: ${Math.round(bytes.length / 1024)} KB`)
  await context.close()
}

/** The best quality that stays light enough to be read over a weak network. */
async function light(png: Buffer): Promise<Buffer> {
  for (const quality of [86, 78, 70, 60, 45]) {
    const bytes = await sharp(png).webp({ quality, effort: 5 }).toBuffer()
    if (bytes.length <= heaviest) return bytes
  }
  throw new Error('a picture is heavier than 150 KB')
}

/** The sheet of the artist who was looked for. */
async function openArtist(page: Page): Promise<void> {
  const href = await page.locator('main a[href*="/mona/artists/0"]').first().getAttribute('href')
  await page.goto(href ?? '/mona/artists')
}

/** The first check-up that is finished. */
async function openCheckup(page: Page): Promise<void> {
  const { items } = (await (await page.request.get('/api/v1/checkups?limit=20')).json()) as { items: { id: string; state: string }[] }
  await page.goto(`/mona/checkups/${items.find(({ state }) => state === 'finished')?.id ?? ''}`)
}

/** Plays the film for a few seconds, and stops where there is something to see. */
async function play(page: Page): Promise<void> {
  await page.locator('griot-player').scrollIntoViewIfNeeded()
  await page.locator('griot-player button, griot-player a').first().click({ timeout: 60_000 })
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1, undefined, { timeout: 120_000 })
  await page.evaluate(() => {
    const video = document.querySelector('video')
    if (video) video.currentTime = 34
  })
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 35, undefined, { timeout: 120_000 })
  await page.evaluate(() => document.querySelector('video')?.pause())
}

/** From the queue to the first film that waits, where the decision stands under its picture. */
async function openFirst(page: Page): Promise<void> {
  const first = page.locator('main a[href^="/karangou/review/"]:not([href*="collections"])').first()
  await page.goto((await first.getAttribute('href')) ?? '/karangou/review', { waitUntil: 'load' })
  await page
    .locator('main input[type=radio]')
    .first()
    .evaluate((choice) => scrollTo(0, choice.getBoundingClientRect().top + scrollY - 520))
}
