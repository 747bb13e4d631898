import { base, en, expect, listen, phone, t, test } from './walking.ts'

test('the language is chosen once and kept', async ({ visit }) => {
  const page = await visit(null)
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await page
    .getByText(t('app.settings'), { exact: true })
    .or(page.getByLabel(t('app.settings')))
    .first()
    .click()
  await page.getByRole('button', { name: t('app.english') }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.goto('/karangou')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('link', { name: en('app.signIn') }).first()).toBeVisible()
})

test('a browser that prefers English is answered in English', async ({ visit }) => {
  const page = await visit(null, { locale: 'en-GB' })
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('dark and light are chosen once and kept, without script too', async ({ visit }) => {
  const page = await visit(null, { javaScriptEnabled: false })
  await page.goto('/')
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await ground()
  await page
    .locator('summary', { has: page.locator('svg') })
    .last()
    .click()
  await page.getByRole('button', { name: t('app.themeDark') }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await ground()).not.toBe(light)
  await page.goto('/karangou')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('the palette opens, finds with a typo and goes there, by keyboard alone', async ({ visit }) => {
  const page = await visit(null)
  const complaints = listen(page)
  await page.goto('/karangou')
  const { items } = (await (await page.request.get(`${base()}/api/v1/films?limit=50`)).json()) as { items: { title: string; slug: string }[] }
  const film = items.find((one) => /^[a-z ]{9,}$/i.test(one.title)) ?? items[0]!
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: t('app.paletteLabel') })
  await expect(field).toBeFocused()
  await page.keyboard.type(film.title.slice(0, 4) + film.title.slice(5))
  const option = page.getByRole('option').filter({ hasText: film.title }).first()
  await expect(option).toBeVisible()
  for (let i = 0; i < 12 && (await option.getAttribute('aria-selected')) !== 'true'; i += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(film.title)
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
  expect(complaints).toEqual([])
})

test('the first thing a keyboard reaches leads past the menus', async ({ visit }) => {
  const page = await visit(null)
  await page.goto('/karangou')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: t('app.skip') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
})

test('in airplane mode a page that was read is still there, another says so, and the network brings it back', async ({ visit }) => {
  const page = await visit(null, { viewport: phone })
  await page.goto('/karangou')
  await page.waitForFunction(() => navigator.serviceWorker.ready.then((one) => one.active?.state === 'activated'))
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.goto('/karangou')
  const heading = await page.getByRole('heading', { level: 1 }).textContent()
  await page.context().setOffline(true)
  await page.goto('/karangou')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading ?? '')
  await page.goto('/mona?never-read')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('app.offlineTitle'))
  await page.context().setOffline(false)
  await page.goto('/mona?never-read')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('app.offlineTitle'))
})

test('it can be installed: a manifest with names, icons and a start', async ({ visit }) => {
  const page = await visit(null)
  await page.goto('/')
  const address = (await page.locator('link[rel=manifest]').getAttribute('href')) ?? ''
  const manifest = (await (await page.request.get(base() + address)).json()) as { name: string; start_url: string; display: string; icons: { src: string; sizes: string }[] }
  expect(manifest).toMatchObject({ name: expect.stringContaining('Griot'), display: 'standalone', start_url: expect.stringMatching(/^\//) })
  expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
  for (const { src } of manifest.icons) expect((await page.request.get(base() + src)).status(), src).toBe(200)
})

test('an address that leads nowhere is a page that helps, and says 404', async ({ visit }) => {
  const page = await visit(null)
  const answer = await page.goto('/nowhere-at-all')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('main').getByRole('link').first()).toBeVisible()
})
