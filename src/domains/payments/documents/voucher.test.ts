import { expect, test } from 'vitest'
import { readPdf } from '#tests/documents/pdf.ts'
import { codeFrom } from '../rules/voucher.ts'
import { makeVoucher, type VoucherFacts } from './voucher.ts'

const code = codeFrom(Uint8Array.from({ length: 9 }, (_, i) => i * 7))
const facts: VoucherFacts = {
  code,
  money: { amount: 25_000, currency: 'XOF' },
  description: 'L’or des collines, contribution',
  payerName: 'Afi Lawson',
  createdAt: new Date('2026-11-21T09:00:00Z'),
  expiresAt: new Date('2026-11-24T18:00:00Z'),
  scan: `https://griot.example/counter?code=${code}`,
  sandbox: false,
}
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

test('a voucher says its code, its amount, until when, and how to pay, in both languages', async () => {
  const spoken = `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`
  const fr = await readPdf(await makeVoucher(facts, 'fr'))
  expect(fr).toMatchObject({ pages: 1, lang: 'fr', title: `Bon ${spoken} à payer en agence`, archive: '2B', tagged: true })
  for (const part of [spoken, '25 000 F CFA', 'mardi 24 novembre 2026', '18:00', 'Afi Lawson', 'Payez en espèces']) expect(flat(fr.text)).toContain(part)
  expect(fr.text).not.toContain('Bac à sable')
  const en = await readPdf(await makeVoucher({ ...facts, sandbox: true }, 'en'))
  expect(en).toMatchObject({ lang: 'en', title: `Voucher ${spoken} to pay at a counter` })
  for (const part of [spoken, 'Tuesday', 'Sandbox: do not pay', 'Pay in cash']) expect(flat(en.text)).toContain(part)
})

test('a voucher stays one page, whatever is written on it, and is the same paper each time', async () => {
  const wide = {
    ...facts,
    code: 'WMWQMWMWQM',
    money: { amount: 200_000_000, currency: 'XOF' as const },
    description: 'Mot '.repeat(25),
    payerName: '#set page(width: 1cm) $x$ Œuvre '.repeat(3),
  }
  const pdf = await makeVoucher(wide, 'fr')
  expect((await readPdf(pdf)).pages).toBe(1)
  expect((await readPdf(pdf)).text).toContain('#set page')
  expect(pdf.equals(await makeVoucher(wide, 'fr'))).toBe(true)
})
