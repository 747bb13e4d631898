import { expect, test } from 'vitest'
import { dictionary as en } from '#app/texts.en.ts'
import { dictionary as fr } from '#app/texts.fr.ts'
import { translator } from '#platform/text'
import { readPdf } from '#tests/documents/pdf.ts'
import { houseWords } from '../actions/prescription/words.ts'
import type { PlanLine } from '../rules/prescription/plan.ts'
import { actionOf } from '../rules/prescription/table.ts'
import { makePlanPaper, type PlanPaperFacts } from './prescription.ts'

const line = (key: string, dueOn: string, more: Partial<PlanLine> = {}): PlanLine => {
  const { hours, owner } = actionOf.get(key)!
  const why = { rule: key, criterion: 'contact.booking', area: 'contact', score: 12.4, band: 'red', confidence: 1, because: null, rank: 1 } as const
  return { key, action: key, ...houseWords(key, 'fr'), dueOn, hours, owner, why, effects: [{ criterion: 'contact.booking', most: 80 }], wording: 'house', model: null, ...more }
}
const facts: PlanPaperFacts = {
  artist: 'Ama Sika',
  agency: 'Nyala Agence',
  coach: 'Julien Mercier',
  offer: '390',
  startsOn: '2026-11-23',
  note: 'Bonjour Ama,\nvoici par où commencer.',
  lines: [line('one-link', '2026-11-29'), line('same-name', '2026-12-06')],
  version: 2,
  at: new Date('2026-11-21T09:00:00Z'),
  accepted: null,
  invented: false,
}
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('- ', '-')

test('the paper says what, when, who, why and how much at best; it promises nothing and can be signed', async () => {
  const read = await readPdf(await makePlanPaper(facts, 'fr', translator('fr', fr)))
  expect(read).toMatchObject({ lang: 'fr', title: 'Plan d’action · Ama Sika', archive: '2B', tagged: true, pages: 1 })
  const text = flat(read.text)
  for (const part of [
    'Ama Sika',
    'Julien Mercier, Nyala Agence',
    'Version 2 du 21 novembre 2026',
    'Du 23 novembre 2026 au 6 décembre 2026',
    'Mettre un seul lien de contact',
    'Pour le 29 novembre 2026',
  ])
    expect(text, part).toContain(part)
  for (const part of ['12 sur 100', 'Au mieux +80 points', 'Personne ne peut les promettre', 'Bon pour accord']) expect(text, part).toContain(part)
  for (const absent of ['checkup.', '{', 'undefined']) expect(text, absent).not.toContain(absent)
})

test('in English, accepted by telephone, for a demonstration', async () => {
  const given = { ...facts, accepted: { at: new Date('2026-11-22'), how: 'phone' as const }, invented: true }
  const read = await readPdf(await makePlanPaper(given, 'en', translator('en', en)))
  const text = flat(read.text)
  for (const part of ['Accepted on 22 November 2026 by telephone', 'the figures are invented', 'At best +80 points']) expect(text, part).toContain(part)
  expect(text).not.toContain('signature')
})

test('hostile words and forty lines are printed as written, and the same plan is the same file', async () => {
  const wild = {
    ...facts,
    artist: 'Œ#read("/etc/passwd") '.repeat(6),
    note: '$x^2$ \\ #panic() 李',
    lines: Array.from({ length: 40 }, () => line('one-link', '2026-12-01', { title: '= titre *'.repeat(20), wording: 'person' })),
  }
  const pdf = await makePlanPaper(wild, 'fr', translator('fr', fr))
  expect(pdf.equals(await makePlanPaper(wild, 'fr', translator('fr', fr)))).toBe(true)
  expect((await readPdf(pdf)).pages).toBeGreaterThan(3)
})
