import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { codeAt } from '../../src/domains/identity/proofs/totp.ts'
import { expect, givePassword, listen, signIn, t, test } from './walking.ts'

const password = 'Un tambour sous la lune'
const someone = (): { name: string; email: string; password: string } => ({ name: 'Yao Agbeko', email: `yao-${randomUUID().slice(0, 8)}@griot.example`, password })

/** The newest message to this address, as the demo's mailbox page shows it. */
async function letterTo(page: Page, address: string, pattern: RegExp): Promise<string> {
  const box = await page.context().newPage()
  try {
    for (let i = 0; i < 40; i += 1) {
      await box.goto(`/mailbox?to=${encodeURIComponent(address)}`)
      const letters = await box
        .locator('main')
        .evaluate(
          (main, who) =>
            [...main.querySelectorAll('article, li, tr, details')]
              .filter((one) => one.textContent?.includes(who))
              .map((one) => `${one.textContent} ${[...one.querySelectorAll('a')].map((a) => a.href).join(' ')}`),
          address,
        )
      const found = letters.map((letter) => pattern.exec(letter)?.[1]).find(Boolean)
      if (found) return found
      await box.waitForTimeout(250)
    }
    throw new Error(`no letter to ${address} says ${String(pattern)}`)
  } finally {
    await box.close()
  }
}

async function join(page: Page, who: ReturnType<typeof someone>): Promise<void> {
  await page.goto('/sign-up')
  const form = page.locator('main form').filter({ has: page.locator('input[name=name]') })
  await form.locator('input[name=name]').fill(who.name)
  await form.locator('input[name=email]').fill(who.email)
  await form.locator('input[name=password]').fill(who.password)
  await form.getByRole('button').click()
  await page.waitForURL('**/verify**')
  const code = await letterTo(page, who.email, /\b(\d{6})\b/)
  await page.locator('input[name=code]').fill(code)
  await page.locator('main form').getByRole('button').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/verify'))
}

const isIn = (page: Page, name: string) => expect(page.locator('header').getByText(name).first()).toBeAttached()
const signOut = async (page: Page) => {
  await page.context().clearCookies()
  await page.goto('/')
}

test('an account is made, proved by the code of its mail, and opens with its password', async ({ visit }) => {
  const page = await visit(null)
  const complaints = listen(page)
  const who = someone()
  await join(page, who)
  await isIn(page, who.name)
  await signOut(page)
  await signIn(page, who)
  await isIn(page, who.name)
  expect(complaints).toEqual([])
})

test('a wrong password is told without saying which half is wrong, and keeps the address typed', async ({ visit }) => {
  const page = await visit(null)
  await page.goto('/sign-in')
  const form = page.locator('form', { has: page.locator('input[name=password]') })
  await form.locator('input[name=email]').fill('nobody@griot.example')
  await form.locator('input[name=password]').fill('not the password')
  await form.getByRole('button', { name: t('identity.signIn') }).click()
  await expect(page.getByRole('alert').first()).toContainText(t('identity.signInWrong'))
  await expect(form.locator('input[name=email]')).toHaveValue('nobody@griot.example')
  await expect(form.locator('input[name=password]')).toHaveValue('')
})

test('one click enters each demo account', async ({ visit }) => {
  for (const account of ['viewer', 'director', 'reviewer', 'administrator']) {
    const page = await visit(null)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: t(`identity.demo.${account}`) }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  }
})

test('a link sent by mail opens the account once', async ({ visit }) => {
  const page = await visit(null)
  const who = someone()
  await join(page, who)
  await signOut(page)
  await page.goto('/sign-in')
  await page.getByText(t('identity.withLink')).click()
  await page.locator('#f-link-email, #link-email').first().fill(who.email)
  await page.getByRole('button', { name: t('identity.sendLink') }).click()
  await expect(page.getByText(t('identity.linkSent'))).toBeVisible()
  const link = await letterTo(page, who.email, /(https?:\/\/\S+\/sign-in\/link\?\S*token=[\w.~%-]+\S*)/)
  const { pathname, search } = new URL(link)
  await page.goto(pathname + search)
  await page
    .locator('main form')
    .getByRole('button', { name: t('identity.signIn') })
    .click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await isIn(page, who.name)
  await signOut(page)
  await page.goto(pathname + search)
  await page
    .locator('main form')
    .getByRole('button', { name: t('identity.signIn') })
    .click()
  await expect(page.getByRole('alert').first()).toContainText(t('identity.ticketOver'))
})

test('a passkey is added and opens the account', async ({ visit }) => {
  const page = await visit(null)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
  const who = someone()
  await join(page, who)
  await page.goto('/account/security')
  await page.getByRole('button', { name: t('identity.addPasskey') }).click()
  await expect(page.getByText(t('identity.passkeyAdded'))).toBeVisible()
  await signOut(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: t('identity.withPasskey') }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await isIn(page, who.name)
})

test('a second factor is asked for once it is on, and a recovery code replaces it', async ({ visit }) => {
  const page = await visit(null)
  const who = someone()
  await join(page, who)
  await page.goto('/account/security')
  await page
    .locator('summary')
    .filter({ hasText: t('identity.factorStart') })
    .click()
  await page.locator('#f-factor-current, #factor-current').first().fill(who.password)
  await page.getByRole('button', { name: t('identity.factorStart') }).click()
  const secret = ((await page.getByText(t('identity.factorScanText')).locator('code').textContent()) ?? '').replaceAll(/\s/g, '')
  const code = (ahead = 0) => codeAt(unBase32(secret), Math.floor(Date.now() / 30_000) + ahead)
  await page
    .locator('main form')
    .filter({ has: page.locator('img') })
    .locator('input[name=code]')
    .fill(code())
  await page.getByRole('button', { name: t('identity.confirm') }).click()
  await expect(page.getByText(t('identity.recoveryCodes')).first()).toBeVisible()
  const [recovery = ''] = await page.locator('main li code').allTextContents()

  await signOut(page)
  await givePassword(page, who)
  await page.waitForURL('**/sign-in/second-factor**')
  await page.locator('main input[name=code]').fill('000000')
  await page.getByRole('button', { name: t('identity.confirm') }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.locator('main input[name=code]').fill(code(1))
  await page.getByRole('button', { name: t('identity.confirm') }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await isIn(page, who.name)

  await signOut(page)
  await givePassword(page, who)
  await page.waitForURL('**/sign-in/second-factor**')
  await page.locator('main input[name=code]').fill(recovery)
  await page.getByRole('button', { name: t('identity.confirm') }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await isIn(page, who.name)
})

function unBase32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

test('the devices of an account are seen, and one is signed out from another', async ({ visit }) => {
  const here = await visit(null)
  const who = someone()
  await join(here, who)
  const there = await visit(null)
  await signIn(there, who)
  await here.goto('/account/security')
  await here.getByRole('button', { name: t('identity.sessionsEndOthers') }).click()
  await expect(here.getByText(t('identity.sessionsEnded', { count: 1 }))).toBeVisible()
  await there.goto('/account')
  await there.waitForURL('**/sign-in**')
})
