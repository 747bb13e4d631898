import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { dictionary as english } from '../../src/app/texts.en.ts'
import { dictionary as french } from '../../src/app/texts.fr.ts'
import { translator } from '../../src/platform/text.ts'
import { messyArtists } from '../files/messy-artists.ts'
import { api, base, expect, faults, listen, phone, t, test } from './walking.ts'

/** Golden path 3, first half: from a messy list to an artist who has accepted a prescription; a coordinator and a coach at once, the artist on a phone. */

interface Id {
  id: string
}
interface Artist extends Id {
  name: string
  followers: number | null
  stage: { key: string } | null
}
interface Fit {
  analysis: { score: number; confidence: number; reasons: { criterion: string; score: number | null }[] } | null
}
interface Pipelines {
  items: { id: string; of: string; stages: { id: string; key: string; name: string }[] }[]
}
/** On a machine many times slower everything takes its time; nothing may be lost. */
const patience = { timeout: 60_000 * Math.max(1, Number(process.env.WALK_SLOW ?? 1) / 4) }

/** The addresses promised under /api itself. */
async function whole<T>(page: Page, path: string, body?: Record<string, unknown>, method = body ? 'POST' : 'GET'): Promise<T> {
  const answer = await page.request.fetch(`${base()}/api${path}`, { method, ...(body ? { data: body } : {}) })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

/** An artist of the target who is in no pipeline, reachable under an address of their own. */
async function inTarget(page: Page, email: string): Promise<Artist> {
  const { items } = await whole<{ items: Artist[] }>(page, '/artists?target=unknown&stage=none&followersFrom=1000&followersTo=15000&sort=updated&direction=down&limit=50')
  for (const one of items) {
    const namesakes = await whole<{ items: Artist[] }>(page, `/artists?q=${encodeURIComponent(one.name)}&limit=5`)
    if (namesakes.items.length !== 1) continue
    await whole(page, `/artists/${one.id}`, { selfProduced: true, hasTeam: false, email }, 'PUT')
    return one
  }
  // On a house where no list was brought in.
  const name = `Voix du fleuve ${randomUUID().slice(0, 8)}`
  const { id } = await whole<Id>(page, '/artists', { name, email, selfProduced: true, hasTeam: false, country: 'TG', followers: { instagram: 4_200 } })
  return { id, name, followers: 4_200, stage: null }
}

const stages = async (page: Page) => {
  const { items } = await api<Pipelines>(page, '/pipelines')
  const all = items.find(({ of }) => of === 'artists')!.stages
  return (key: string) => all.find((stage) => stage.key === key)!
}
const column = (page: Page, stage: { id: string }) => page.locator(`[data-stage="${stage.id}"]`)
const score = async (page: Page, id: string): Promise<number> => (await api<Fit>(page, `/fit/artists/${id}`)).analysis?.score ?? Number.NaN

/** What a letter to this address says, once it is sent. */
async function letter(page: Page, address: string, pattern: RegExp): Promise<string> {
  const read = async () =>
    (await api<{ items: { text: string }[] }>(page, `/mailbox?recipient=${encodeURIComponent(address)}`)).items.map(({ text }) => pattern.exec(text)?.[1]).find(Boolean)
  await expect.poll(read, patience).toBeTruthy()
  return (await read())!
}

test('a messy list of six hundred lines is brought in: errors kept aside, duplicates decided, the target found', async ({ visit }) => {
  test.setTimeout(6 * patience.timeout)
  const page = await visit('coordinator')
  const complaints = listen(page)
  await page.goto('/mona/import')
  await expect(page.locator('form.import-send input[name=file]')).toHaveCount(0, patience)
  await page.locator('form.import-send input[type=file]').setInputFiles(messyArtists.path)
  await page.waitForURL(/\/mona\/import\/[0-9a-f-]{36}/, patience)
  const id = page.url().split('/').at(-1)!
  const state = () => api<{ state: string; rows: number; created: number; completed: number; skipped: number; undecided: number; failed: number }>(page, `/imports/${id}`)
  await page.locator('button[name=intent][value=start]').click(patience)
  await expect.poll(async () => (await state()).state, patience).toBe('done')
  const done = await state()
  expect(done).toMatchObject({ rows: messyArtists.rows, failed: messyArtists.wrong })
  expect(done.created + done.completed + done.skipped + done.undecided + done.failed).toBe(messyArtists.rows)
  expect(done.created).toBeGreaterThan(100)
  await expect(page.locator('[data-what=failed] dd')).toHaveText(String(messyArtists.wrong), patience)
  const mistakes = await page.request.get(`${base()}/api/v1/exports/imports/${id}.csv`)
  expect((await mistakes.text()).split('\n').length).toBeGreaterThanOrEqual(messyArtists.wrong)
  await page.locator('.import-acts button[name=decision][value=complete]').first().click()
  await expect.poll(async () => (await state()).undecided, patience).toBe(0)
  expect(await faults(page, 'fr')).toEqual([])
  await page.goto('/mona/artists?followersFrom=1000&followersTo=15000&sort=followers')
  const { total } = await whole<{ total: number }>(page, '/artists?followersFrom=1000&followersTo=15000')
  expect(total).toBeGreaterThan(20)
  await expect(page.locator('main')).toContainText(t('crm.artists'))
  expect(complaints).toEqual([])
})

for (const lang of ['fr', 'en'] as const) {
  const say = translator(lang, lang === 'fr' ? french : english)

  test(`from the board to an accepted prescription, the artist in ${lang}: two people at once, a refusal with its reason, a plan from the check-up, tasks, a score that rises`, async ({
    visit,
  }) => {
    test.setTimeout(15 * patience.timeout)
    const [mariam, julien] = [await visit('coordinator'), await visit('coach')]
    // A move that is refused answers 403 to the browser, which says so in its console.
    const complaints = [listen(mariam), listen(julien, /status of 4\d\d/)]
    const email = `artiste-${randomUUID().slice(0, 8)}@scene.example`
    const artist = await inTarget(mariam, email)
    const stage = await stages(mariam)

    // On the board: mouse, then keyboard; the other person sees each move without asking.
    await mariam.goto('/mona/pipeline')
    await mariam.getByRole('button', { name: t('crm.pipeline.newCard') }).click()
    const dialog = mariam.locator('#new-card')
    await dialog.locator('input[name=artist]').fill(artist.name)
    await dialog.locator('select[name=stageId]').selectOption(stage('prospecting').id)
    await dialog.locator('button[type=submit]').last().click()
    await expect.poll(async () => (await whole<Artist>(mariam, `/artists/${artist.id}`)).stage?.key, patience).toBe('prospecting')
    const board = `/mona/pipeline?q=${encodeURIComponent(artist.name)}`
    for (const page of [mariam, julien]) {
      await page.goto(board)
      await expect(column(page, stage('prospecting')).locator('[data-handle]')).toHaveText(artist.name, patience)
      await page.waitForLoadState('networkidle')
    }
    await drag(mariam, column(mariam, stage('prospecting')).locator('[data-card]'), column(mariam, stage('checkup')))
    for (const page of [mariam, julien]) await expect(column(page, stage('checkup')).locator('[data-handle]')).toHaveText(artist.name, patience)
    await carry(julien, 'ArrowLeft')
    for (const page of [julien, mariam]) await expect(column(page, stage('prospecting')).locator('[data-handle]')).toHaveText(artist.name, patience)
    await carry(julien, 'ArrowRight')
    for (const page of [julien, mariam]) await expect(column(page, stage('checkup')).locator('[data-handle]')).toHaveText(artist.name, patience)

    // Not yet: the reason is said, the card stays.
    await carry(julien, 'ArrowRight')
    const refused = julien.getByRole('dialog')
    await expect(refused).toContainText(t('crm.pipeline.need.checkup.finished'), patience)
    await refused
      .getByRole('button', { name: t('ui.close') })
      .last()
      .click()
    await expect(column(julien, stage('checkup')).locator('[data-handle]')).toHaveText(artist.name, patience)
    await expect.poll(() => score(julien, artist.id), patience).toBeGreaterThan(0)

    // The check-up fills itself; what nobody can know is answered; finished, it says strengths and weaknesses.
    await api(julien, `/artists/${artist.id}/figures`, { figures: [{ network: 'instagram', metric: 'engagement', value: 90, day: new Date().toISOString().slice(0, 10) }] })
    await julien.goto(`/mona/artists/${artist.id}?tab=plan`)
    await julien.locator('form[action="/mona/checkups/start"] button').first().click()
    await julien.waitForURL(/\/mona\/checkups\/[0-9a-f-]{36}/, patience)
    const checkup = julien.url().split('/').at(-1)!
    const findings = async () =>
      (await api<{ result: { findings: { criterion: string; origin: string; score: number | null }[] } }>(julien, `/checkups/${checkup}`)).result.findings
    expect((await findings()).filter(({ origin }) => origin === 'computed').length).toBeGreaterThan(2)
    for (const [criterion, word] of [
      ['rights.society', 'no'],
      ['monetisation.income', 'no'],
      ['press-kit.photos', 'no'],
      ['live.concerts', 'yes'],
    ] as const) {
      const choice = julien.locator(`input[name="answer.${criterion}"][value=${word}]`)
      const area = julien.locator('details.checkup-area', { has: choice })
      if ((await area.getAttribute('open')) === null) await area.locator('summary').first().click()
      await choice.check(patience)
      await expect.poll(async () => (await findings()).find((one) => one.criterion === criterion)?.score, patience).not.toBeNull()
    }
    await julien.locator('button[name=then][value=finish]').first().click()
    await julien.waitForURL(/said=finished/, patience)
    for (const title of ['checkup.strengths', 'checkup.weaknesses']) await expect(julien.getByRole('heading', { name: t(title) }).first()).toBeVisible(patience)
    expect(await faults(julien, 'fr')).toEqual([])

    // The prescription: dated actions, a paper, sent.
    await julien.goto(`/mona/artists/${artist.id}?tab=plan`)
    await julien.locator('form:has(input[name=intent][value=draftPlan]) button[type=submit]').click()
    await julien.waitForURL(/\/mona\/plans\/[0-9a-f-]{36}/, patience)
    const plan = /plans\/([0-9a-f-]{36})/.exec(julien.url())![1]!
    const { lines } = await api<{ lines: { key: string; dueOn: string }[] }>(julien, `/prescriptions/${plan}`)
    expect(lines.length).toBeGreaterThan(1)
    const paper = await julien.request.get(`${base()}/api/v1/prescriptions/${plan}/plan.pdf?lang=${lang}`)
    expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await julien.locator('button[name=act][value=send]').click()
    await expect.poll(async () => (await api<{ state: string }>(julien, `/prescriptions/${plan}`)).state, patience).toBe('sent')
    await mariam.goto(board)
    await mariam.waitForLoadState('networkidle')
    await carry(mariam, 'ArrowRight')
    await expect(column(mariam, stage('prescription')).locator('[data-handle]')).toHaveText(artist.name, patience)

    // The artist, by the private link, with a new account, on a phone.
    const ama = await visit(null, { viewport: phone, locale: lang === 'fr' ? 'fr-FR' : 'en-GB' })
    await ama.context().addCookies([{ name: 'lang', value: lang, url: base() }])
    complaints.push(listen(ama))
    await ama.goto(`/mona/join/${await letter(ama, email, /\/mona\/join\/([\w-]{20,})/)}`)
    expect(await faults(ama, lang)).toEqual([])
    await ama.getByRole('link', { name: say('checkup.join.signUp') }).click()
    const form = ama.locator('main form').filter({ has: ama.locator('input[name=password]') })
    await form.locator('input[name=name]').fill(artist.name)
    await expect(form.locator('input[name=email]')).toHaveValue(email)
    await form.locator('input[name=password]').fill('Un tambour sous la lune')
    await form.getByRole('button').click()
    await ama.waitForURL('**/verify**', patience)
    await ama.locator('input[name=code]').fill(await letter(ama, email, /\b(\d{6})\b/))
    await ama.locator('main form').getByRole('button').click()
    await ama.waitForURL('**/mona/join/**', patience)
    await ama.locator('main form').getByRole('button').click()
    await ama.waitForURL(`**/mona/me/plans/${plan}**`, patience)
    // The house's own words are read in one's own language, whatever the coach wrote in.
    for (const { key } of lines) await expect(ama.getByRole('heading', { name: say(`checkup.action.${key}.title`) })).toBeVisible(patience)
    expect(await faults(ama, lang)).toEqual([])
    await ama.locator('form:has(input[name=intent][value=accept]) button').click()
    await ama.waitForURL(/said=accepted/, patience)
    await expect(ama.getByText(say('checkup.plan.said.accepted'))).toBeVisible(patience)
    expect(await faults(ama, lang)).toEqual([])

    // Tasks for the agency, and the score rises with the figures, saying why.
    await expect
      .poll(async () => (await api<{ items: { subject: unknown }[] }>(mariam, `/tasks?subjectId=${artist.id}&state=all&limit=100`)).items.length, patience)
      .toBeGreaterThanOrEqual(1)
    await expect.poll(async () => (await api<Fit>(julien, `/fit/artists/${artist.id}`)).analysis?.reasons.find(({ criterion }) => criterion === 'rights')?.score, patience).toBe(0)
    const low = await score(julien, artist.id)
    await julien.goto(`/mona/artists/${artist.id}/figures`)
    await julien.locator('input[name="f.instagram.engagement"]').fill(lang === 'fr' ? '9' : '8')
    await julien.locator('form:has(input[name="f.instagram.engagement"]) button[type=submit]').first().click()
    await expect.poll(() => score(julien, artist.id), patience).toBeGreaterThan(low)
    await julien.goto(`/mona/fit/${artist.id}`)
    await expect(julien.locator('[data-criterion=engagement]')).toContainText('Instagram', patience)
    expect(await faults(julien, 'fr')).toEqual([])
    expect(complaints.flat()).toEqual([])
  })
}

/** By mouse, in small steps, as a hand does; again while the page is not alive yet. */
async function drag(page: Page, what: ReturnType<Page['locator']>, to: ReturnType<Page['locator']>): Promise<void> {
  await expect(async () => {
    const [from, box] = [(await what.boundingBox())!, (await to.boundingBox())!]
    const [x, y] = [from.x + 24, from.y + from.height - 16]
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 12; step++) await page.mouse.move(x + ((box.x + box.width / 2 - x) * step) / 12, y + ((box.y + 70 - y) * step) / 12)
    const isLifted = await page
      .locator('.pipe-card[data-lifted]')
      .waitFor({ timeout: patience.timeout / 20 })
      .then(() => true)
      .catch(() => false)
    await page.mouse.up()
    expect(isLifted, 'the card is in hand').toBe(true)
  }).toPass(patience)
}

/** By keyboard: taken up, carried one column, put down. */
async function carry(page: Page, arrow: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
  await expect(async () => {
    await page.locator('[data-handle]').first().focus()
    await page.keyboard.press('Space')
    await expect(page.locator('.pipe-card[data-carried]').first()).toBeVisible({ timeout: patience.timeout / 20 })
  }).toPass(patience)
  await page.keyboard.press(arrow)
  await page.keyboard.press('Space')
}
