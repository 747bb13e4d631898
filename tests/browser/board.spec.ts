import { randomUUID } from 'node:crypto'
import type { CDPSession, Page } from '@playwright/test'
import { api, base, expect, faults, listen, phone, t, test } from './walking.ts'

/** The board by a finger, and without script: what the golden path does by mouse and keyboard. */

interface Artist {
  id: string
  name: string
  stage: { key: string } | null
}
interface Pipelines {
  items: { id: string; of: string; stages: { id: string; key: string }[] }[]
}
const patience = { timeout: 60_000 * Math.max(1, Number(process.env.WALK_SLOW ?? 1) / 4) }

/** A new artist of the demo's agency, and the pipeline they will stand in. */
async function newcomer(page: Page) {
  const name = `Koraline ${randomUUID().slice(0, 8)}`
  const answer = await page.request.post(`${base()}/api/artists`, { data: { name } })
  const { id } = (await answer.json()) as Artist
  const pipeline = (await api<Pipelines>(page, '/pipelines')).items.find(({ of }) => of === 'artists')!
  return {
    id,
    name,
    pipelineId: pipeline.id,
    stage: (key: string): string => pipeline.stages.find((stage) => stage.key === key)!.id,
    stands: async (): Promise<string | undefined> => ((await (await page.request.get(`${base()}/api/artists/${id}`)).json()) as Artist).stage?.key,
    board: `/mona/pipeline?q=${encodeURIComponent(name)}`,
  }
}

const middle = async (what: ReturnType<Page['locator']>): Promise<{ x: number; y: number }> => {
  const { x, y, width, height } = (await what.boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

/** A finger put down on a card and left there until the card is in hand; again while the page is not alive yet. */
async function press(page: Page, finger: CDPSession, card: ReturnType<Page['locator']>): Promise<{ x: number; y: number }> {
  let at = { x: 0, y: 0 }
  await expect(async () => {
    at = await middle(card)
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    const isLifted = await page
      .locator('.pipe-card[data-lifted]')
      .waitFor({ timeout: patience.timeout / 20 })
      .then(() => true)
      .catch(() => false)
    if (!isLifted) await finger.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] })
    expect(isLifted, 'the card is in hand').toBe(true)
  }).toPass(patience)
  return at
}

test('on a phone a long press takes a card up, and letting it go over the name of a stage moves it there', async ({ visit }) => {
  test.setTimeout(5 * patience.timeout)
  const page = await visit('coordinator', { viewport: phone, hasTouch: true, isMobile: true })
  const complaints = listen(page)
  const artist = await newcomer(page)
  await api(page, `/pipelines/${artist.pipelineId}/cards`, { recordId: artist.id })
  await page.goto(artist.board)
  const finger = await page.context().newCDPSession(page)
  const from = await press(page, finger, page.locator('[data-card]'))
  const tab = page.locator(`.pipe-tabs [data-drop="${artist.stage('checkup')}"]`)
  const to = await middle(tab)
  for (let step = 1; step <= 8; step++)
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 }] })
  await expect(tab).toHaveAttribute('data-over', '', patience)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect.poll(artist.stands, patience).toBe('checkup')
  expect(await faults(page, 'fr')).toEqual([])
  expect(complaints).toEqual([])
})

test('without script a card is put on the board, moved, refused with its reasons, let in with a reason, changed, taken off and put back', async ({ visit }) => {
  const page = await visit('coordinator', { javaScriptEnabled: false })
  const artist = await newcomer(page)
  await page.goto(artist.board)
  await page.getByRole('button', { name: t('crm.pipeline.newCard') }).click()
  const dialog = page.locator('#new-card')
  await dialog.locator('input[name=artist]').fill(artist.name)
  await dialog.locator('select[name=stageId]').selectOption(artist.stage('prospecting'))
  await dialog.locator('button[type=submit]').last().click()
  await expect.poll(artist.stands).toBe('prospecting')

  const menu = page.locator('.pipe-menu')
  const moveTo = async (key: string): Promise<void> => {
    await menu.locator('summary').click()
    await menu.locator('select[name=toStage]').selectOption(artist.stage(key))
    await menu.getByRole('button', { name: t('crm.pipeline.move') }).click()
  }
  await page.goto(artist.board)
  await moveTo('checkup')
  await expect(page.locator(`[data-stage="${artist.stage('checkup')}"] [data-handle]`)).toHaveText(artist.name)
  await page.goto(`${artist.board}&view=list`)
  await moveTo('prescription')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.locator('main')).toContainText(t('crm.pipeline.need.checkup.finished'))
  expect(await artist.stands()).toBe('checkup')
  await page.locator('main input[name=reason]').fill('Bilan fait ensemble, au studio')
  await page.getByRole('button', { name: t('crm.pipeline.pass') }).click()
  await expect.poll(artist.stands).toBe('prescription')

  await page.goto(`${artist.board}&view=table`)
  await menu.locator('summary').click()
  await menu.getByRole('link', { name: t('crm.pipeline.edit') }).click()
  await page.locator('.pipe-edit input[name=probability]').fill('35')
  await page.getByRole('button', { name: t('crm.pipeline.save') }).click()
  await expect(page.locator('.pipe-edit')).toHaveCount(0)
  await menu.locator('summary').click()
  await menu.getByRole('button', { name: t('crm.pipeline.remove') }).click()
  await expect.poll(artist.stands).toBeUndefined()
  await page.getByRole('button', { name: t('crm.pipeline.putBack') }).click()
  await expect(menu).toHaveCount(1)
  expect(await artist.stands()).toBe('prescription')
  await page.waitForLoadState('load')
  expect(await faults(page, 'fr')).toEqual([])
})
