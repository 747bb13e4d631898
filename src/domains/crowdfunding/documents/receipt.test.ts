import { expect, test } from 'vitest'
import { dictionary as en } from '#app/texts.en.ts'
import { dictionary as fr } from '#app/texts.fr.ts'
import { translator } from '#platform/text'
import { readPdf } from '#tests/documents/pdf.ts'
import { makeReceipt, type ReceiptFacts } from './receipt.ts'

const french = translator('fr', fr)
const english = translator('en', en)
const facts: ReceiptFacts = {
  number: '2026-000417',
  confirmedAt: new Date('2026-11-21T09:12:00Z'),
  refundedAt: null,
  name: 'Afi Lawson-Drackey',
  money: { amount: 25_000, currency: 'XOF' },
  channel: 'mixx',
  provider: 'fedapay',
  project: {
    title: 'L’or des collines',
    makers: 'Studio Sankofa',
    model: 'all-or-nothing',
    goal: 4_500_000,
    minimum: null,
    endsAt: new Date('2026-12-20T23:59:59Z'),
    href: 'https://griot.example/karangou/projects/l-or-des-collines',
  },
  reward: null,
  sandbox: false,
}
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('- ', '-')

test('a receipt says who gave what to whom, in figures and in words, by which means, who holds it, and the rule', async () => {
  const read = await readPdf(await makeReceipt(facts, 'fr', french))
  expect(read).toMatchObject({ pages: 1, lang: 'fr', title: 'Reçu de contribution n° 2026-000417', archive: '2B', tagged: true })
  const text = flat(read.text)
  for (const part of [
    'N° 2026-000417',
    'Afi Lawson-Drackey',
    '25 000 F CFA',
    'vingt-cinq mille francs CFA',
    'L’or des collines',
    'Studio Sankofa',
    '21 novembre 2026',
    'Mixx by Yas',
  ])
    expect(text, part).toContain(part)
  for (const part of ['sans contrepartie financière', 'gardé par FedaPay', 'Si l’objectif de 4 500 000 F CFA', '20 décembre 2026', 'n’est pas un reçu fiscal'])
    expect(text, part).toContain(part)
  for (const absent of ['Bac à sable', 'BAC À SABLE', 'remboursée', 'séquestre', 'crowdfunding.', 'payments.', '{']) expect(text, absent).not.toContain(absent)
})

test('a receipt speaks English, names the reward and the minimum, and says when the money went back', async () => {
  const given = {
    ...facts,
    provider: 'stripe' as const,
    channel: 'card' as const,
    money: { amount: 1_050, currency: 'EUR' as const },
    reward: 'Your name in the credits',
    refundedAt: new Date('2026-12-21'),
  }
  const { text, lang } = await readPdf(await makeReceipt({ ...given, project: { ...facts.project, model: 'keep', minimum: 200_000 } }, 'en', english))
  expect(lang).toBe('en')
  for (const part of ['€10.50', 'ten euros and fifty cents', 'Your name in the credits', 'If €2,000.00 is not raised', 'kept by Stripe', 'refunded on 21 December 2026'])
    expect(flat(text), part).toContain(part)
})

test('a receipt of the sandbox cannot be taken for another', async () => {
  const { text } = await readPdf(await makeReceipt({ ...facts, sandbox: true, provider: 'voucher', channel: 'counter' }, 'fr', french))
  expect(flat(text)).toContain('Bac à sable : aucune somme réelle')
  expect(text).toContain('BAC À SABLE')
  expect(flat(text)).toContain('reçu en espèces par l’agence')
})

test('a receipt stays one page and the same file, whatever names are', async () => {
  const wild = {
    ...facts,
    name: 'Œ#read("x") '.repeat(10),
    money: { amount: 99_999_999_999, currency: 'XOF' as const },
    reward: '李 '.repeat(60),
    project: { ...facts.project, title: 'Un titre sans fin '.repeat(8) },
  }
  const pdf = await makeReceipt(wild, 'fr', french)
  expect((await readPdf(pdf)).pages).toBe(1)
  expect(pdf.equals(await makeReceipt(wild, 'fr', french))).toBe(true)
})
