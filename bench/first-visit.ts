// What a first visit transfers, in a real browser with nothing kept: HTML, CSS and scripts of `/karangou`, of a film page before play, of a project and of the form that pays for it, the fonts on top, and both under Save-Data.
// Targets: ≤ 50 KB, fonts ≤ 40 KB more, no font under Save-Data; pictures of the first screen sized to it, the others lazy.
// `node bench/first-visit.ts [address of a running Griot]`; without one, a demo is started.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Request } from '@playwright/test'
import { chromiumArgs, findChromium } from '#tests/browser/chromium.ts'
import { greeting, launch } from '#tests/running.ts'

interface Weight {
  page: number
  fonts: number
  pictures: number
  /** Pictures more than twice as wide as they are shown. */
  oversized: number
  /** Fetched once the page was there and at rest: the player's parts. */
  later: number
  requests: number
}

const folder = mkdtempSync(join(tmpdir(), 'griot-visit-'))
const given = process.argv[2]
const own = given ? null : await greeting(launch({ env: { GRIOT_DATA: folder, DEMO: '1', RATE_LIMIT_FACTOR: '0' } }), 300)
const url = (given ?? own?.url ?? '').replace('127.0.0.1', 'localhost')
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs })
let missed = 0
try {
  const { items } = (await (await fetch(`${url}/api/v1/films?watchable=true&limit=1`)).json()) as { items: { slug: string }[] }
  const { items: any } = (await (await fetch(`${url}/api/v1/films?limit=1`)).json()) as { items: { slug: string }[] }
  const { items: projects } = (await (await fetch(`${url}/api/v1/projects?limit=1`)).json()) as { items: { slug: string }[] }
  const funding = projects.flatMap(({ slug }) => [`/karangou/projects/${slug}`, `/karangou/projects/${slug}/contribute?amount=5000`])
  for (const path of ['/karangou', `/karangou/films/${(items[0] ?? any[0])?.slug}`, ...funding]) {
    const calm = await visit(browser, url + path, {})
    const saving = await visit(browser, url + path, { 'save-data': 'on' })
    tell(`${path}: HTML, CSS and scripts`, calm.page / 1024, 50, 'KB')
    tell(`${path}: fonts`, calm.fonts / 1024, 40, 'KB')
    tell(`${path} under Save-Data: fonts`, saving.fonts / 1024, 0, 'KB')
    tell(`${path}: pictures more than twice too wide`, calm.oversized, 0, '')
    console.log(
      `        pictures of the first screen: ${(calm.pictures / 1024).toFixed(0)} KB, ${calm.requests} requests, later ${(calm.later / 1024).toFixed(0)} KB of scripts at rest; under Save-Data ${(saving.pictures / 1024).toFixed(0)} KB, ${saving.requests} requests, later ${(saving.later / 1024).toFixed(0)} KB`,
    )
  }
} finally {
  await browser.close()
  own?.kill('SIGTERM')
  await own?.left
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = missed === 0 ? 0 : 1

function tell(what: string, value: number, target: number, unit: string): void {
  if (value > target) missed += 1
  console.log(`${value <= target ? 'ok     ' : 'MISSED '} ${what}: ${value.toFixed(unit ? 1 : 0)} ${unit} (≤ ${target})`)
}

/** One visit by a phone that has kept nothing; bytes as they came over the wire, headers included. */
async function visit(from: Browser, address: string, extraHTTPHeaders: Record<string, string>): Promise<Weight> {
  const context = await from.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, locale: 'fr-FR', extraHTTPHeaders, serviceWorkers: 'block' })
  // The header comes from us here, so the browser is told as well.
  if (extraHTTPHeaders['save-data']) await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))
  const page = await context.newPage()
  const weight: Weight = { page: 0, fonts: 0, pictures: 0, oversized: 0, later: 0, requests: 0 }
  const sizes: Promise<void>[] = []
  const late = new Set<Request>()
  let loaded = false
  page.on('load', () => (loaded = true))
  page.on('request', (request) => loaded && late.add(request))
  page.on('requestfinished', (request) => {
    const kind = request.resourceType()
    sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
        weight.requests += 1
        const bytes = responseBodySize + responseHeadersSize
        if (late.has(request) && kind === 'script') weight.later += bytes
        else if (kind === 'font') weight.fonts += bytes
        else if (kind === 'image' || kind === 'media') weight.pictures += bytes
        else weight.page += bytes
      }),
    )
  })
  await page.goto(address, { waitUntil: 'load' })
  await page.waitForTimeout(800)
  await Promise.all(sizes)
  weight.oversized = await page.evaluate(
    () => [...document.images].filter((image) => image.complete && image.naturalWidth > 2 * devicePixelRatio * Math.max(image.clientWidth, 1) && image.clientWidth > 0).length,
  )
  await context.close()
  return weight
}
