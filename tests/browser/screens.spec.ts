import { addressOf, patterns, statuses, visitorOf } from './addresses.ts'
import { barriers, expect, faults, listen, phone, test, type Who } from './walking.ts'

const all = patterns()
const visitors: (Who | null)[] = [...new Set(all.map(visitorOf))]

for (const who of visitors) {
  for (const lang of ['fr', 'en'] as const) {
    test(`every screen of ${who ?? 'a visitor'}, ${lang === 'fr' ? 'French and light' : 'English and dark'}: no barrier, no complaint, no sideways scroll`, async ({ visit }) => {
      test.setTimeout(480_000)
      const page = await visit(who, { viewport: phone, locale: lang === 'fr' ? 'fr-FR' : 'en-GB', colorScheme: lang === 'fr' ? 'light' : 'dark' })
      await page.context().addCookies([{ name: 'lang', value: lang, url: process.env.GRIOT_URL ?? '' }])
      const complaints = listen(page, /status of 404/)
      const found: string[] = []
      for (const pattern of all.filter((one) => visitorOf(one) === who)) {
        const address = await addressOf(pattern, page)
        if (!address) {
          found.push(`${pattern}: no address is known, add one to addresses.ts`)
          continue
        }
        const answer = await page.goto(address)
        await page.waitForTimeout(150)
        if (answer?.status() !== (statuses[pattern] ?? 200)) found.push(`${address}: ${answer?.status()}`)
        for (const one of [...(await faults(page, lang)), ...(await barriers(page))]) found.push(`${address} at 360: ${one}`)
        await page.setViewportSize({ width: 1280, height: 800 })
        for (const one of await faults(page, lang)) found.push(`${address} at 1280: ${one}`)
        await page.setViewportSize(phone)
      }
      expect([...found, ...complaints]).toEqual([])
    })
  }
}

test('the walk knows every screen', () => {
  expect(all.length).toBeGreaterThan(40)
  for (const address of ['/', '/karangou', '/karangou/films/:slug', '/mona', '/spark', '/stage', '/sign-in', '/account', '/status']) expect(all).toContain(address)
})
