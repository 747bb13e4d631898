// A film on a weak phone and network, in Chromium: CPU 4 times slower, 400 ms of delay, 400 then 130 kbit/s.
// Targets: first picture ≤ 5 s after pressing play, no stall afterwards at 400 kbit/s; at 130 kbit/s it keeps playing (144p or the sound alone).
// `node bench/weak-network.ts [address of a running Griot]`; without one, a demo is started and its films are waited for.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import { greeting, launch } from '#tests/running.ts'
import { chromiumArgs, findChromium } from '#tests/browser/chromium.ts'

const film = 'tears-of-steel'
const folder = mkdtempSync(join(tmpdir(), 'griot-weak-'))
const given = process.argv[2]
const own = given ? null : await greeting(launch({ env: { GRIOT_DATA: folder, DEMO: '1', RATE_LIMIT_FACTOR: '0' } }), 300)
const url = given ?? own!.url

interface Seen {
  firstFrameMs: number
  stalls: number
  stalledMs: number
  playedSeconds: number
  ofSeconds: number
  heights: number[]
  soundOnly: boolean
}

const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArgs, '--headless=new', '--mute-audio'] })
try {
  await untilWatchable()
  const calm = await watch({ kilobits: 400, rested: true, seconds: 45 })
  const hasty = await watch({ kilobits: 400, rested: false, seconds: 15 })
  const poor = await watch({ kilobits: 130, rested: true, seconds: 60 })
  tell('400 kbit/s, page at rest, then play', calm)
  tell('400 kbit/s, play as soon as the page has loaded', hasty)
  tell('130 kbit/s', poor)
  const lines: [string, number, number][] = [
    ['first picture at 400 kbit/s (s)', calm.firstFrameMs / 1000, 5],
    ['time stalled at 400 kbit/s (s, of 45)', calm.stalledMs / 1000, 0.25],
    ['time not played at 130 kbit/s (s, of 60)', poor.ofSeconds - poor.playedSeconds, 6],
  ]
  for (const [what, measured, target] of lines) console.log(`${what}: ${measured.toFixed(2)}, target ≤ ${target}, ratio ${(measured / target).toFixed(2)}`)
  process.exitCode = lines.every(([, measured, target]) => measured <= target) ? 0 : 1
} finally {
  await browser.close()
  own?.kill('SIGTERM')
  await own?.left
  rmSync(folder, { recursive: true, force: true })
}

async function untilWatchable(): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const answer = await fetch(`${url}/api/v1/films/${film}`)
    if (answer.ok && ((await answer.json()) as { watchable: boolean }).watchable) return
    await wait(1_000)
  }
  throw new Error('the demo film was not ready in five minutes')
}

/** Opens the film page on a phone, presses play, and looks for so many seconds. */
async function watch(how: { kilobits: number; rested: boolean; seconds: number }): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'fr-FR' })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await slow(devtools, how.rested ? 1_000_000 : how.kilobits)
  await page.goto(`${url}/karangou/films/${film}`, { waitUntil: 'load', timeout: 120_000 })
  await page.waitForFunction(() => customElements.get('griot-player') !== undefined, null, { timeout: 60_000 })
  if (how.rested) await page.waitForLoadState('networkidle')
  await slow(devtools, how.kilobits)
  await page.evaluate(listen)
  await page.tap('[data-play=resume]')
  await page.waitForFunction(() => performance.getEntriesByName('griot:first-frame').length > 0, null, { timeout: 60_000 })
  const from = await position(page)
  await wait(how.seconds * 1000)
  const seen = await page.evaluate(() => (window as unknown as { seen: { stalls: number; stalledMs: number; heights: number[] } }).seen)
  const firstFrameMs = await page.evaluate(() => performance.getEntriesByName('griot:first-frame')[0]!.duration)
  const playedSeconds = (await position(page)) - from
  const soundOnly = await page.evaluate(() => document.querySelector('griot-player')!.hasAttribute('data-sound'))
  await context.close()
  return { ...seen, firstFrameMs, playedSeconds, ofSeconds: how.seconds, soundOnly }
}

async function slow(devtools: CDPSession, kilobits: number): Promise<void> {
  const bytes = (kilobits * 1000) / 8
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: bytes, uploadThroughput: bytes })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

function position(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector<HTMLVideoElement>('griot-player video')!.currentTime)
}

/** Runs in the page: counts stalls after the first picture, and the heights shown. */
function listen(): void {
  const video = document.querySelector<HTMLVideoElement>('griot-player video')!
  const seen = { stalls: 0, stalledMs: 0, heights: [] as number[] }
  let since = 0
  Object.assign(window, { seen })
  video.addEventListener('waiting', () => {
    if (performance.getEntriesByName('griot:first-frame').length > 0 && since === 0) since = performance.now()
  })
  video.addEventListener('playing', () => {
    if (since === 0) return
    seen.stalls += 1
    seen.stalledMs += Math.round(performance.now() - since)
    since = 0
  })
  video.addEventListener('resize', () => void seen.heights.push(video.videoHeight))
}

function tell(what: string, seen: Seen): void {
  const mode = seen.soundOnly ? 'sound alone' : `${seen.heights.join(' → ')} lines`
  console.log(
    `${what}: first picture ${(seen.firstFrameMs / 1000).toFixed(2)} s, ${seen.stalls} stalls (${(seen.stalledMs / 1000).toFixed(2)} s), played ${seen.playedSeconds.toFixed(1)} s of ${seen.ofSeconds}, ${mode}`,
  )
}
