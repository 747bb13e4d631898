import type { Page } from '@playwright/test'
import { leaveToken } from '../../src/domains/messaging/leave.ts'
import { readConfig, setConfig } from '../../src/platform/config.ts'
import { api, barriers, base, en, expect, faults, listen, phone, t, test } from './walking.ts'

const settings = '/account/notifications'

interface Settings {
  topics: { topic: string; channels: { channel: string; wanted: boolean }[]; digest: string }[]
  quietFrom: string | null
  timeZone: string
}

test('without script, on a phone: topics and channels are ticked, hours made quiet, and a trial arrives', async ({ visit }) => {
  const page = await visit('viewer', { viewport: phone, javaScriptEnabled: false })
  await page.goto(settings)
  await page.getByLabel(t('messaging.gridBox', { topic: t('messaging.topic.films'), channel: t('messaging.channel.push') })).uncheck()
  await page.getByLabel(t('messaging.gridDigestOf', { topic: t('messaging.topic.films') })).selectOption({ label: t('messaging.rhythm.week') })
  await page.getByLabel(t('messaging.quietOn')).check()
  await page.getByLabel(t('messaging.timeZone')).selectOption('Europe/Paris')
  await page.getByRole('button', { name: t('messaging.save') }).click()
  await expect(page.getByText(t('messaging.settingsSaved'))).toBeVisible()
  const kept = await api<Settings>(page, '/me/notice-settings')
  expect(kept).toMatchObject({ quietFrom: '22:00', timeZone: 'Europe/Paris' })
  expect(kept.topics.find(({ topic }) => topic === 'films')).toMatchObject({ digest: 'week' })
  expect(kept.topics.find(({ topic }) => topic === 'films')?.channels).toContainEqual({ channel: 'push', wanted: false })
  // A mistake says what to change, and keeps what was ticked.
  await page.getByLabel(t('messaging.gridBox', { topic: t('messaging.topic.films'), channel: t('messaging.channel.push') })).check()
  await page.getByLabel(t('messaging.quietTo'), { exact: true }).fill('22:00')
  await page.getByRole('button', { name: t('messaging.save') }).click()
  await expect(page.getByText(t('messaging.quietTimes')).first()).toBeVisible()
  await expect(page.getByLabel(t('messaging.gridBox', { topic: t('messaging.topic.films'), channel: t('messaging.channel.push') }))).toBeChecked()
  await page.goto(settings)
  await page.getByRole('button', { name: t('messaging.trialOf', { channel: t('messaging.channel.mail') }) }).click()
  await expect(page.getByText(t('messaging.trialSent'))).toBeVisible()
  await expect(async () => {
    await page.goto(settings)
    await expect(page.locator('#history').getByText(t('messaging.state.sent')).first()).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await api(
    page,
    '/me/notice-settings',
    { wanted: kept.topics.flatMap(({ topic, channels }) => channels.map(({ channel }) => `${topic}:${channel}`)), timeZone: 'Africa/Lome' },
    'PUT',
  )
})

test('the bell and the page hear of a new notice while they stand open; reading it quiets the bell', async ({ visit }) => {
  const page = await visit('viewer', { viewport: phone })
  const complaints = listen(page)
  await page.goto('/account/notices')
  const count = page.locator('griot-notices [data-count]')
  const before = Number((await count.textContent()) ?? 0)
  await page.waitForTimeout(2_000)
  await api(page, '/me/trial-notices', { channel: 'mail' })
  await expect(count).toHaveText(String(before + 1))
  await page.getByRole('link', { name: t('messaging.fresh') }).click()
  await expect(page.getByRole('heading', { name: t('messaging.today') })).toBeVisible()
  await page
    .getByRole('button', { name: new RegExp(t('messaging.notice.trial.action')) })
    .first()
    .click()
  await page.waitForURL((url) => url.pathname === settings)
  await page.goto('/account/notices')
  expect(Number((await count.textContent()) ?? 0)).toBe(before)
  expect(complaints).toEqual([])
})

test('the address at the foot of a mail: a page to look at, one press, taken back; and a mail program posts by itself', async ({ visit }) => {
  test.skip(!process.env.GRIOT_WALK_DATA, 'needs the secret of the house that is walked')
  const read = readConfig({ GRIOT_DATA: process.env.GRIOT_WALK_DATA, PUBLIC_URL: base() })
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  setConfig(read.config)
  const { id } = await api<{ id: string }>(await visit('editor'), '/me')
  const token = leaveToken({ userId: id, topics: ['films', 'funding'] })
  const address = `/unsubscribe/${token}`
  const page = await visit(null, { viewport: phone, locale: 'en-GB', javaScriptEnabled: false })
  await api(page, `/unsubscriptions/${token}`, { again: true })
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('messaging.leaveTitle'))
  await page.getByRole('button', { name: en('messaging.leaveNow') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('messaging.leaveDoneTitle'))
  await page.getByRole('button', { name: en('messaging.leaveAgain') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('messaging.leaveTitle'))
  for (const post of [{ form: { 'List-Unsubscribe': 'One-Click' } }, { multipart: { 'List-Unsubscribe': 'One-Click' } }]) {
    const answer = await page.request.post(base() + address, { ...post, maxRedirects: 0 })
    expect(answer.status()).toBe(200)
    expect(await answer.text()).toContain(t('messaging.leaveDoneTitle'))
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('messaging.leaveDoneTitle'))
    await page.getByRole('button', { name: en('messaging.leaveAgain') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('messaging.leaveTitle'))
  }
  expect([...(await faults(page, 'en'))]).toEqual([])
  expect((await page.goto(`${address}x`))?.status()).toBe(404)
})

/** The service worker takes what a push service would bring; the browser's tools play that service. */
async function deliver(page: Page, data: object): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((found) =>
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ isDeleted }) => !isDeleted)
      if (one) found(one.registrationId)
    }),
  )
  await tools.send('ServiceWorker.enable')
  await tools.send('ServiceWorker.deliverPushMessage', { origin: base(), registrationId: await registered, data: JSON.stringify(data) })
}

test('what is pushed is shown in its language, once, and leads inside the house only', async ({ visit }) => {
  const page = await visit('viewer', { viewport: phone, permissions: ['notifications'] })
  await page.goto(settings)
  await page.waitForFunction(() => navigator.serviceWorker.ready.then((one) => one.active?.state === 'activated'))
  const said = { title: '« Mossane » peut être regardé', body: 'Bonne séance.', href: '/karangou', lang: 'fr', tag: '0197a000-0000-7000-8000-000000000001' }
  await deliver(page, said)
  await deliver(page, said)
  await deliver(page, { nonsense: true })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, lang, tag, data }) => ({ title, body, lang, tag, href: (data as { href: string }).href }))
    })
  await expect.poll(shown).toEqual([said])
})

test('permission is asked for only after a press, and a refusal is said', async ({ visit }) => {
  const page = await visit('viewer', { viewport: phone })
  const complaints = listen(page)
  await page.addInitScript(() => {
    const asked = { times: 0 }
    Object.assign(window, { asked })
    Object.defineProperty(Notification, 'permission', { get: () => 'default' })
    Notification.requestPermission = () => {
      asked.times += 1
      return Promise.resolve('denied')
    }
  })
  const times = () => page.evaluate(() => (window as unknown as { asked: { times: number } }).asked.times)
  await page.goto(settings)
  const offer = page.getByRole('button', { name: t('messaging.pushHere') })
  await expect(offer).toBeVisible()
  expect(await times()).toBe(0)
  await offer.click()
  await expect(page.getByText(t('messaging.pushDenied'))).toBeVisible()
  expect(await times()).toBe(1)
  expect([...(await barriers(page)), ...complaints]).toEqual([])
})

test('pages of an account and of a studio are never kept on the device; pages for everyone are', async ({ visit }) => {
  const page = await visit('director', { viewport: phone })
  await page.goto('/karangou')
  await page.waitForFunction(() => navigator.serviceWorker.ready.then((one) => one.active?.state === 'activated'))
  await page.reload()
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  for (const path of ['/karangou/studio', settings, '/karangou/me', '/karangou/films']) {
    await page.goto(path)
    await page.waitForTimeout(300)
  }
  const kept = await page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.includes('pages'))
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return all.flat().map((request) => new URL(request.url).pathname)
  })
  expect(kept).toContain('/karangou/films')
  for (const secret of ['/karangou/studio', settings, '/karangou/me']) expect(kept).not.toContain(secret)
})
