import { account, api, base, expect, phone, t, test, watchableFilm } from './walking.ts'

const still = { javaScriptEnabled: false } as const

test('without script the catalogue is filtered by its form, and page follows page', async ({ visit }) => {
  const page = await visit(null, still)
  await page.goto('/karangou/films')
  const all = await page.locator('main a[href^="/karangou/films/"]').count()
  expect(all).toBeGreaterThan(10)
  await page.goto('/karangou/films?country=SN')
  const { items } = await api<{ items: { title: string }[] }>(page, '/films?country=SN&limit=3')
  expect(items.length).toBeGreaterThan(0)
  for (const { title } of items) await expect(page.locator('main').getByText(title).first()).toBeVisible()
})

test('without script a search forgives a typing mistake', async ({ visit }) => {
  const page = await visit(null, still)
  await page.goto('/search')
  await page.locator('main input[name=q]').fill('bick buck buny')
  await page
    .locator('main')
    .getByRole('button', { name: t('app.search') })
    .click()
  await expect(
    page
      .locator('main')
      .getByRole('link', { name: /Big Buck Bunny/ })
      .first(),
  ).toBeVisible()
})

test('without script a film page says everything, carries its structured data, and leads to the plain player', async ({ visit }) => {
  const page = await visit(null, still)
  const slug = await watchableFilm(page, '&q=big%20buck')
  const film = await api<{ title: string; synopsis: string; publishedAt: string; credits: { name: string }[] }>(page, `/films/${slug}`)
  await page.goto(`/karangou/films/${slug}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(film.title)
  await expect(page.locator('main').getByText(film.synopsis.slice(0, 60)).first()).toBeVisible()
  await expect(page.locator('main').getByText(film.credits[0]!.name).first()).toBeVisible()
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '{}') as Record<string, unknown>
  expect(data).toMatchObject({ '@type': 'Movie', name: film.title, video: { '@type': 'VideoObject', name: film.title, uploadDate: film.publishedAt } })
  for (const property of ['og:title', 'og:description', 'og:type', 'og:url']) await expect(page.locator(`meta[property="${property}"]`)).toHaveCount(1)
  await page.locator('.stage-play').click()
  await expect(page.locator('video, audio').first()).toBeAttached()
})

test('each public page says its title once, and is the original of each language that names it', async ({ visit }) => {
  const page = await visit(null, still)
  const slug = await watchableFilm(page)
  const { items: projects } = await api<{ items: { slug: string }[] }>(page, '/projects?limit=1')
  const { credits } = await api<{ credits: { slug: string }[] }>(page, `/films/${slug}`)
  const listed = await (await page.request.get('/sitemap.xml')).text()
  for (const path of [
    '/karangou',
    '/karangou/films',
    '/karangou/projects',
    `/karangou/films/${slug}`,
    `/karangou/people/${credits[0]?.slug}`,
    `/karangou/projects/${projects[0]?.slug}`,
  ]) {
    expect(listed, path).toContain(`${path}</loc>`)
    for (const [address, lang] of [
      [path, 'fr'],
      [`${path}?lang=en`, 'en'],
    ] as const) {
      await page.goto(address)
      await expect(page.locator('head title'), address).toHaveCount(1)
      await expect(page.locator('html')).toHaveAttribute('lang', lang)
      for (const name of ['description', 'og:title', 'og:url', 'og:image', 'og:locale']) {
        const said = page.locator(`meta[property="${name}"], meta[name="${name}"]`)
        await expect(said, `${address} ${name}`).toHaveCount(1)
        await expect(said).toHaveAttribute('content', /\S/)
      }
      await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', base() + address)
      const named = await page.locator('link[rel=alternate][hreflang]').evaluateAll((links) => links.map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')]))
      expect(named).toEqual([
        ['fr', `${base()}${path}?lang=fr`],
        ['en', `${base()}${path}?lang=en`],
        ['x-default', base() + path],
      ])
    }
  }
})

test('without script one signs in, asks to be told of a film, and takes it back', async ({ visit }) => {
  const page = await visit(null, still)
  const { email, password } = account('editor')
  await page.goto('/sign-in')
  const form = page.locator('form', { has: page.locator('input[name=password]') })
  await form.locator('input[name=email]').fill(email)
  await form.locator('input[name=password]').fill(password)
  await form.getByRole('button', { name: t('identity.signIn') }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const { items } = await api<{ items: { slug: string; watchable: boolean }[] }>(page, '/films?limit=50')
  const notice = items.find((one) => !one.watchable)
  await page.goto(`/karangou/films/${notice?.slug}`)
  await page.getByRole('button', { name: t('cinema.wish') }).click()
  expect(await api<{ wished: boolean }>(page, `/films/${notice?.slug}`)).toMatchObject({ wished: true })
  await page.getByRole('button', { name: t('cinema.unwish') }).click()
  expect(await api<{ wished: boolean }>(page, `/films/${notice?.slug}`)).toMatchObject({ wished: false })
})

test('without script a wrong form comes back with what was typed and what to change', async ({ visit }) => {
  const page = await visit(null, still)
  await page.goto('/sign-up')
  const form = page.locator('main form').filter({ has: page.locator('input[name=name]') })
  for (const [name, value] of [
    ['name', 'Yao'],
    ['email', 'yao@griot.example'],
    ['password', 'password'],
  ] as const)
    await form.locator(`input[name=${name}]`).fill(value)
  await form.getByRole('button').first().click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.locator('input[name=name]')).toHaveValue('Yao')
  await expect(page.locator('input[name=password]')).toHaveValue('')
})

test('a session that ends while one writes loses nothing: sign in, come back, and it is there', async ({ visit }) => {
  const page = await visit('director', { javaScriptEnabled: false })
  await page.goto('/karangou/studio/films/new')
  await page.locator('main [name=originalTitle]').fill('Le chant des piroguiers')
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.context().addCookies(cookies.filter(({ name }) => !name.includes('session')))
  await page
    .locator('main')
    .getByRole('button', { name: t('cinema.create'), exact: true })
    .click()
  await page.waitForURL('**/sign-in**')
  const form = page.locator('form', { has: page.locator('input[name=password]') })
  await form.locator('input[name=email]').fill(account('director').email)
  await form.locator('input[name=password]').fill(account('director').password)
  await form.getByRole('button', { name: t('identity.signIn') }).click()
  await page.waitForURL('**/karangou/studio/films/new')
  await expect(page.locator('main [name=originalTitle]')).toHaveValue('Le chant des piroguiers')
  await expect(page.getByText(t('ui.keptForm'))).toBeVisible()
  // Once: what was given back is not kept.
  await page.reload()
  await expect(page.locator('main [name=originalTitle]')).toHaveValue('')
})

test('without script, on a phone: a folded part of the grid is changed, a mistake in it lies open with what was typed, and a list goes out as it is shown', async ({ visit }) => {
  const page = await visit('coordinator', { ...still, viewport: phone })
  await page.goto('/mona/grid?edit')
  const area = page.locator('details', { has: page.getByRole('heading', { name: t('checkup.area.engagement') }) })
  const low = area.locator('[name="low.engagement.instagram.nano"]')
  await expect(low).toBeHidden()
  await area.locator('summary').click()
  const high = await area.locator('[name="high.engagement.instagram.nano"]').inputValue()
  await low.fill(String(Number(high) + 1))
  await area.locator('summary').click()
  await page.getByRole('button', { name: t('checkup.gridSave') }).click()
  await expect(page.getByText(t('checkup.bandsCrossed')).first()).toBeVisible()
  await expect(low).toBeVisible()
  await expect(low).toHaveValue(String(Number(high) + 1))

  await page.goto('/mona/plans?state=done')
  await page.locator('summary', { hasText: t('ui.export') }).click()
  const href = await page.getByRole('link', { name: t('ui.export_csv') }).getAttribute('href')
  const file = await page.request.get(href ?? '')
  expect(file.status()).toBe(200)
  const { items } = await api<{ items: { artist: { name: string } }[] }>(page, '/prescriptions?state=done&limit=100')
  const rows = (await file.text()).trimEnd().split('\r\n').slice(1)
  expect(rows.map((row) => row.split(';')[0])).toEqual(items.map(({ artist }) => artist.name))
})
