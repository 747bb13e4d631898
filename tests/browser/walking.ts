import { setTimeout as wait } from 'node:timers/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Page, test as plain } from '@playwright/test'
import { dictionary as english } from '../../src/app/texts.en.ts'
import { dictionary as french } from '../../src/app/texts.fr.ts'
import { demoAccounts, demoPassword } from '../../src/domains/identity/demo-accounts.ts'
import { type Lang, translator } from '../../src/platform/text.ts'

export const base = (): string => process.env.GRIOT_URL ?? ''
export const t = translator('fr', french)
export const en = translator('en', english)
export type Who = 'viewer' | 'director' | 'editor' | 'reviewer' | 'moderator' | 'finance' | 'agent' | 'coordinator' | 'coach' | 'artist' | 'administrator'
export const phone = { width: 360, height: 780 }

export function account(who: Who): { email: string; password: string; name: string } {
  const found = demoAccounts.find((one) => one.account === who)
  if (!found) throw new Error(`no demo account ${who}`)
  return { email: found.email, password: demoPassword, name: found.name }
}

type ContextOptions = Parameters<Browser['newContext']>[0]

interface Fixtures {
  /** A browser of its own, signed in as one of the demo accounts or as nobody; closed when the walk ends. */
  visit: (who: Who | null, options?: ContextOptions) => Promise<Page>
}

const kept = new Map<Who, Awaited<ReturnType<BrowserContext['storageState']>>>()

export const test = plain.extend<Fixtures>({
  visit: async ({ browser }, use) => {
    const opened: BrowserContext[] = []
    const open = async (options: ContextOptions): Promise<Page> => {
      const context = await browser.newContext({ baseURL: base(), locale: 'fr-FR', reducedMotion: 'reduce', ...options })
      opened.push(context)
      return slowly(await context.newPage())
    }
    await use(async (who, options = {}) => {
      if (who && !kept.has(who)) {
        const page = await open({})
        await signIn(page, account(who))
        kept.set(who, await page.context().storageState())
      }
      return open({ ...(who ? { storageState: kept.get(who) } : {}), ...options })
    })
    await Promise.all(opened.map((context) => context.close()))
  },
})

/**
 * WALK_SLOW=20 walks on a processor twenty times slower, WALK_LATE=2000 has every script come two seconds late: what is pressed or typed
 * before a page is ready must not be lost, nor a walk rely on it.
 */
async function slowly(page: Page): Promise<Page> {
  const [rate, late] = [Number(process.env.WALK_SLOW ?? 1), Number(process.env.WALK_LATE ?? 0)]
  if (rate > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate })
  if (late > 0) {
    await page.route('**/*.js', async (route) => {
      await wait(late)
      await route.continue().catch(() => undefined)
    })
  }
  return page
}

export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await givePassword(page, who)
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Sends the password form, wherever that leads. */
export async function givePassword(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto('/sign-in')
  const form = page.locator('form', { has: page.locator('input[name=password]') })
  await form.locator('input[name=email]').fill(email)
  await form.locator('input[name=password]').fill(password)
  await form.getByRole('button', { name: t('identity.signIn') }).click()
}

/** Collects what the browser complains of, from now on. `expected` names what a walk provokes on purpose. */
export function listen(page: Page, expected: RegExp = /^$/): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(`${page.url()} ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${String(error)}`))
  return complaints
}

/** What a careful visitor would notice: not one heading, no title, broken pictures, sideways scroll. */
export async function faults(page: Page, lang: Lang): Promise<string[]> {
  const facts = await page.evaluate(() => ({
    title: document.title,
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0 && image.currentSrc).map((image) => image.currentSrc),
    keys: [
      ...new Set(
        // Names of operations are shown as code, where programs are meant.
        [...document.querySelectorAll('code')]
          .reduce((text, code) => text.replaceAll(code.innerText, ''), document.body.innerText)
          .match(
            /\b(app|house|identity|messaging|media|cinema|playback|audience|webhooks|ledger|payments|crowdfunding|trust|planning|crm|outreach|checkup|fit|platform|ui)\.(?!pdf\b)[a-z]\w+\b/g,
          ) ?? [],
      ),
    ],
  }))
  const found: string[] = []
  if (!facts.title) found.push('no title')
  if (facts.lang !== lang) found.push(`lang is ${facts.lang}`)
  if (facts.headings !== 1) found.push(`${facts.headings} h1`)
  if (facts.over > 1) found.push(`scrolls sideways by ${facts.over} px`)
  for (const one of facts.broken) found.push(`broken picture ${one}`)
  for (const one of facts.keys) found.push(`a key instead of a sentence: ${one}`)
  return found
}

/** Serious and critical findings of axe (WCAG 2.2 AA). */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  return violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map(
      (one) =>
        `${one.id}: ${one.nodes
          .slice(0, 3)
          .map((node) => String(node.target))
          .join(' · ')}`,
    )
}

/** Asks the API in the page's name; with a body it changes something. */
export async function api<T>(page: Page, path: string, body?: Record<string, unknown>, method = body ? 'POST' : 'GET'): Promise<T> {
  const answer = await page.request.fetch(`${base()}/api/v1${path}`, { method, ...(body ? { data: body } : {}) })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

export { expect }

/** Ends what other walks of the account may have left running: a browser that is closed at once cannot always say so. */
export async function freeSeats(page: Page): Promise<void> {
  const { items } = await api<{ items: { id: string }[] }>(page, '/playback/sessions')
  for (const { id } of items) await api(page, `/playback/sessions/${id}`, undefined, 'DELETE')
}

/** The slug of a film that can be watched, once the demo has made one of those that answer `filter`. */
export async function watchableFilm(page: Page, filter = ''): Promise<string> {
  const first = async (): Promise<string> => (await api<{ items: { slug: string }[] }>(page, `/films?watchable=true&limit=1${filter}`)).items[0]?.slug ?? ''
  await expect.poll(first, { timeout: 240_000, message: 'no film can be watched' }).not.toBe('')
  return first()
}
