import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { dictionary as english } from '../../src/app/texts.en.ts'
import { dictionary as french } from '../../src/app/texts.fr.ts'
import { translator } from '../../src/platform/text.ts'
import { formats } from '../../src/ui/words/formats.ts'
import { api, base, expect, faults, freeSeats, listen, phone, test } from './walking.ts'

/** Golden path 1, second half: at the film's end a fan funds the next one by mobile money, whatever becomes of the provider's callbacks. */

interface Card {
  id: string
  slug: string
  title: string
  funding: { raised: number; contributors: number; percent: number; state: string; currency: string }
}
interface Given {
  id: string
  state: string
  amount: number
  number: string | null
  href: string
  project: { slug: string }
}

const francs = 5_000
const ask = <T>(page: Page, path: string) => api<T>(page, path)
const projectNow = (page: Page, slug: string) => ask<Card>(page, `/projects/${slug}`)
const sandbox = (page: Page, callbacks: string, byHand = false) => api(page, '/sandbox', { callbacks, byHand }, 'PUT')
/** The pot of a project as the ledger tells it to everyone. */
const trail = (page: Page, slug: string) => ask<{ in: number; left: number; lines: { kind: string; amount: number }[] }>(page, `/projects/${slug}/money`)

/** A film that can be watched and the project it can fund. */
async function filmAndProject(page: Page): Promise<{ film: string; project: Card }> {
  let found: { film: string; project: Card } | null = null
  const look = async () => (found = await fundable(page)) !== null
  await expect.poll(look, { timeout: 240_000, message: 'a film that can be watched and has a project to fund' }).toBe(true)
  return found!
}

async function fundable(page: Page): Promise<{ film: string; project: Card } | null> {
  const { items } = await ask<{ items: { slug: string }[] }>(page, '/films?watchable=true&limit=20')
  for (const { slug } of items) {
    const [project] = (await ask<{ items: Card[] }>(page, `/films/${slug}/projects`)).items
    if (project?.funding.state === 'live' && project.funding.currency === 'XOF') return { film: slug, project }
  }
  return null
}

/** A payment of that contribution as finance sees it: how often its callback was heard. */
async function heardOf(finance: Page, contribution: string) {
  const { items } = await ask<{ items: { id: string; subject: string; state: string }[] }>(finance, '/payments?limit=50')
  const payments = items.filter((one) => one.subject === `contribution:${contribution}`)
  expect(payments).toHaveLength(1)
  const { steps } = await ask<{ steps: { what: string; times: number }[] }>(finance, `/payments/${payments[0]!.id}`)
  return { state: payments[0]!.state, times: steps.filter((one) => one.what === 'callback').reduce((sum, one) => sum + one.times, 0) }
}

for (const lang of ['fr', 'en'] as const) {
  const t = translator(lang, lang === 'fr' ? french : english)
  const { money } = formats(lang)
  const dress = { viewport: phone, locale: lang === 'fr' ? 'fr-FR' : 'en-GB' } as const
  const callbacks = lang === 'fr' ? 'doubled' : 'out-of-order'

  test(`at the film’s end a fan on a phone funds the next one, in ${lang}: callbacks ${callbacks}, one contribution, one receipt, the bar moves for all`, async ({ visit }) => {
    test.setTimeout(480_000)
    const fan = await visit('viewer', dress)
    const [other, finance, director] = [await visit(null, dress), await visit('finance'), await visit('director')]
    for (const page of [fan, other]) await page.context().addCookies([{ name: 'lang', value: lang, url: base() }])
    const complaints = [listen(fan), listen(other)]
    await sandbox(fan, callbacks)
    const { film, project } = await filmAndProject(fan)
    const before = (await projectNow(fan, project.slug)).funding
    const given = (await ask<{ items: Given[] }>(fan, '/me/contributions?limit=100')).items.length
    const came = (await trail(fan, project.slug)).in
    await other.goto(`/karangou/projects/${project.slug}`)
    await expect(other.locator('[data-part=raised]')).toHaveText(money(before.raised, 'XOF'))
    await other.waitForLoadState('networkidle')

    await watchToTheEnd(fan, film)
    const card = fan.locator('griot-player .fund-end')
    await expect(card).toBeVisible({ timeout: 60_000 })
    await expect(card).toContainText(project.title)
    await card.getByRole('link', { name: t('crowdfunding.public.support') }).click()
    await fan.waitForURL(`**/karangou/projects/${project.slug}?from=player`)
    await expect(fan.getByRole('heading', { level: 1 })).toHaveText(project.title)
    await fan
      .locator('.fund-foot')
      .getByRole('link', { name: t('crowdfunding.public.support') })
      .click()
    await fan.getByRole('link', { name: money(francs, 'XOF'), exact: true }).click()
    await fan.getByRole('radio', { name: t('payments.channel.mixx') }).check()
    await fan.locator('input[name=phone]').fill('+228 90 12 34 56')
    await expect(fan.locator('input[name=name]')).not.toHaveValue('')
    await fan.getByRole('button', { name: t('crowdfunding.public.check') }).click()
    expect(await faults(fan, lang)).toEqual([])
    await expect(fan.locator('.fund-confirm')).toContainText(money(francs, 'XOF'))
    await fan.getByRole('button', { name: t('crowdfunding.public.pay', { amount: money(francs, 'XOF') }) }).dblclick()
    await fan.waitForURL('**/karangou/contributions/**')
    expect(await faults(fan, lang)).toEqual([])
    await expect(fan.getByRole('heading', { level: 1 })).toHaveText(t('crowdfunding.public.title.confirmed'), { timeout: 60_000 })

    const [download] = await Promise.all([fan.waitForEvent('download'), fan.getByRole('link', { name: t('crowdfunding.public.getReceipt') }).click()])
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')

    const { items } = await ask<{ items: Given[] }>(fan, '/me/contributions?limit=100')
    expect(items).toHaveLength(given + 1)
    expect(items[0]).toMatchObject({ state: 'confirmed', amount: francs, project: { slug: project.slug } })
    expect(items[0]!.number).toBeTruthy()
    const after = (await projectNow(fan, project.slug)).funding
    expect(after).toMatchObject({ raised: before.raised + francs, contributors: before.contributors + 1 })
    const money1 = await trail(fan, project.slug)
    expect(money1).toMatchObject({ in: came + francs })
    expect(money1.lines[0]).toMatchObject({ kind: 'in', amount: francs })
    await expect.poll(async () => (await heardOf(finance, items[0]!.id)).times, { timeout: 60_000 }).toBeGreaterThan(1)
    expect((await heardOf(finance, items[0]!.id)).state).toBe('confirmed')
    const { sheets } = await ask<{ sheets: { currency: string; rows: { debit: number; credit: number }[] }[] }>(finance, '/ledger/trial-balance')
    expect(sheets.map(({ currency }) => currency)).toContain('XOF')
    for (const { currency, rows } of sheets) expect(total(rows, 'debit'), currency).toBe(total(rows, 'credit'))

    await expect(other.locator('[data-part=raised]')).toHaveText(money(after.raised, 'XOF'), { timeout: 60_000 })
    await expect(other.locator('[data-part=told]')).toContainText(money(after.raised, 'XOF'))
    for (const [page, kind] of [
      [fan, 'crowdfunding.confirmed'],
      [director, 'crowdfunding.'],
    ] as const)
      await expect
        .poll(async () => (await ask<{ items: { kind: string }[] }>(page, '/notices?limit=50')).items.some((one) => one.kind.startsWith(kind)), { timeout: 60_000 })
        .toBe(true)
    await sandbox(fan, 'normal')
    expect(complaints.flat()).toEqual([])
  })
}

test('pressed before the player’s script came: the film begins by itself, holds one seat, and its end shows what it can fund', async ({ visit }) => {
  const fan = await visit('viewer', { viewport: phone })
  const { film, project } = await filmAndProject(fan)
  const seats = async () => (await ask<{ items: object[] }>(fan, '/playback/sessions')).items.length
  await freeSeats(fan)
  let late = true
  await fan.route('**/islands/player-*.js', (route) => (late ? undefined : route.continue()))
  await fan.goto(`/karangou/films/${film}`, { waitUntil: 'commit' })
  await fan.locator('[data-play=resume]').click({ noWaitAfter: true })
  late = false
  await fan.waitForURL(`**/karangou/films/${film}/watch?session=*`)
  await lastSeconds(fan)
  await expect(fan.locator('griot-player .fund-end')).toContainText(project.title)
  expect(await seats()).toBe(1)
})

const total = (rows: readonly { debit: number; credit: number }[], side: 'debit' | 'credit') => rows.reduce((sum, row) => sum + row[side], 0)

async function watchToTheEnd(page: Page, film: string): Promise<void> {
  await freeSeats(page)
  await page.goto(`/karangou/films/${film}`)
  await page.locator('[data-play=resume]').click()
  await lastSeconds(page)
}

async function lastSeconds(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0), { timeout: 60_000 }).toBeGreaterThan(0.2)
  await page.evaluate(() => {
    const video = document.querySelector('video')!
    video.currentTime = video.duration - 4
  })
}

const fr = translator('fr', french)
const { money } = formats('fr')

test('without script a stranger contributes, waits, and is thanked: every step keeps what was typed', async ({ visit }) => {
  test.setTimeout(300_000)
  const page = await visit(null, { viewport: phone, javaScriptEnabled: false })
  const { project } = await filmAndProject(page)
  await page.goto(`/karangou/projects/${project.slug}`)
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '{}') as { '@type'?: string; name?: string }
  expect(data).toMatchObject({ '@type': 'Project', name: project.title })
  await page.locator('.fund-foot a').click()
  await page.locator('input[name=amount]').fill('5 000')
  await page.getByRole('button', { name: fr('crowdfunding.public.next') }).click()
  await page.getByRole('radio', { name: fr('payments.channel.flooz') }).check()
  await page.locator('input[name=name]').fill('Afi Agbéko')
  await page.locator('input[name=phone]').fill('12')
  await page.getByText(fr('crowdfunding.public.wallOptions')).click()
  await page.locator('textarea[name=message]').fill('Courage à toute l’équipe !')
  await page.getByRole('button', { name: fr('crowdfunding.public.check') }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.locator('#f-phone-error')).toBeVisible()
  await expect(page.locator('input[name=name]')).toHaveValue('Afi Agbéko')
  await expect(page.locator('textarea[name=message]')).toHaveValue('Courage à toute l’équipe !')
  await expect(page.getByRole('radio', { name: fr('payments.channel.flooz') })).toBeChecked()
  await page.locator('input[name=phone]').fill('+228 96 12 34 56')
  await page.getByRole('button', { name: fr('crowdfunding.public.check') }).click()
  await page.getByRole('button', { name: fr('crowdfunding.public.change') }).click()
  await expect(page.locator('input[name=phone]')).toHaveValue('+228 96 12 34 56')
  await page.locator('input[name=email]').fill('afi@griot.example')
  await page.getByRole('button', { name: fr('crowdfunding.public.check') }).click()
  await page.getByRole('button', { name: fr('crowdfunding.public.pay', { amount: money(francs, 'XOF') }) }).click()
  await page.waitForURL('**/karangou/contributions/**')
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(fr('crowdfunding.public.title.confirmed'), { timeout: 3_000 })
  }).toPass({ timeout: 120_000 })
  const receipt = await page.request.get(base() + (await page.getByRole('link', { name: fr('crowdfunding.public.getReceipt') }).getAttribute('href')))
  expect(receipt.headers()['content-type']).toContain('application/pdf')
  await page.goto(`/karangou/projects/${project.slug}?view=wall`)
  await expect(page.locator('.fund-wall').getByText('Courage à toute l’équipe !').first()).toBeVisible()
  await page.goto(`/karangou/projects/${project.slug}?view=money`)
  await expect(page.locator('.fund-body tbody tr').first()).toContainText(money(francs, 'XOF'))
})

test('a payment that is refused on the phone is tried again in one tap, then taken back before the end', async ({ visit }) => {
  test.setTimeout(300_000)
  const page = await visit(null, { viewport: phone })
  const { project } = await filmAndProject(page)
  await sandbox(page, 'normal', true)
  await page.goto(`/karangou/projects/${project.slug}/contribute?amount=2500`)
  await page.getByRole('radio', { name: fr('payments.channel.mixx') }).check()
  await page.locator('input[name=phone]').fill('+228 90 65 43 21')
  await page.locator('input[name=name]').fill('Yawa')
  await page.getByRole('button', { name: fr('crowdfunding.public.check') }).click()
  await page.getByRole('button', { name: fr('crowdfunding.public.pay', { amount: money(2_500, 'XOF') }) }).click()
  /** Says yes or no as soon as the phone rings, and waits for what the page says then. */
  const answer = (yes: boolean, title: string) =>
    expect(async () => {
      const { items } = await ask<{ items: { provider: string; order: string; phone: string }[] }>(page, '/sandbox/phones')
      const mine = items.find((one) => one.phone.endsWith('654321'))
      if (mine) await api(page, '/sandbox/phones', { provider: mine.provider, order: mine.order, yes })
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title, { timeout: 3_000 })
    }).toPass({ timeout: 120_000 })
  await answer(false, fr('crowdfunding.public.title.failed'))
  const failed = page.url()
  await page.getByRole('button', { name: fr('crowdfunding.public.retry', { amount: money(2_500, 'XOF') }) }).click()
  await page.waitForURL((url) => url.href !== failed)
  await answer(true, fr('crowdfunding.public.title.confirmed'))
  await sandbox(page, 'normal')
  const before = (await projectNow(page, project.slug)).funding.raised
  await page.getByRole('button', { name: fr('crowdfunding.public.takeBackAsk') }).click()
  await page.getByRole('button', { name: fr('crowdfunding.public.takeBackDo', { amount: money(2_500, 'XOF') }) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fr('crowdfunding.public.title.refunded'), { timeout: 60_000 })
  expect((await projectNow(page, project.slug)).funding.raised).toBe(before - 2_500)
})
