import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPdf } from '#tests/documents/pdf.ts'
import { makePdf, type PdfFacts } from './document.ts'
import { faces } from './document/faces.ts'
import { lettersOf } from './document/letters.ts'

const facts: PdfFacts = { lang: 'fr', title: 'Reçu n° 1', createdAt: new Date('2026-11-21T07:00:00Z') }
const page = '#text(font: display, weight: 600, size: 20pt)[= Reçu]\n#mark(20pt) #weave()\n#data.name'

test('a page is tagged PDF/A, says its title and its language, and its text can be copied', async () => {
  const read = await readPdf(await makePdf(page, { name: 'Afi Lawson' }, facts))
  expect(read).toMatchObject({ pages: 1, title: 'Reçu n° 1', lang: 'fr', archive: '2B', tagged: true })
  expect(read.text).toContain('Reçu')
  expect(read.text).toContain('Afi Lawson')
})

test('equal input gives equal bytes, another name or hour gives others', async () => {
  const first = await makePdf(page, { name: 'Afi' }, facts)
  expect(first.equals(await makePdf(page, { name: 'Afi' }, facts))).toBe(true)
  expect(first.equals(await makePdf(page, { name: 'Efi' }, facts))).toBe(false)
  expect(first.equals(await makePdf(page, { name: 'Afi' }, { ...facts, createdAt: new Date('2026-11-21T07:00:01Z') }))).toBe(false)
})

test('what a person wrote is printed, never run', async () => {
  const hostile = '#read("/etc/passwd") $ \\ " ] #panic() *b* _i_ <l> @x // /* `raw` = t'
  expect((await readPdf(await makePdf(page, { name: hostile }, facts))).text).toContain(hostile)
  expect((await readPdf(await makePdf(page, { name: 'x' }, { ...facts, title: hostile }))).title).toBe(hostile)
})

test('letters of West Africa, Greece and Russia are printed; others become one box; signs that turn lines round are dropped', async () => {
  const { text } = await readPdf(await makePdf(page, { name: 'Ŋɔɖe Ƒoƒo Γιώργος Жанна 李小龙 😀 a\u0000b\u202ec\u200dd\te' }, facts))
  expect(text).toContain('Ŋɔɖe Ƒoƒo Γιώργος Жанна □ □ abcd e')
})

test.each([
  ['Arabic', 'أم كلثوم'],
  ['Ethiopic', 'ኃይለ ገሪማ'],
  ['Tifinagh', 'ⵜⵉⴼⵉⵏⴰⵖ'],
  ['N’Ko', 'ߒߞߏ'],
  ['Adlam', '𞤀𞤣𞤤𞤢𞤥'],
  ['Ewe with tones', 'Kɔ́kú Ŋútɔ́ ɛ̃̀'],
  ['Yoruba with tones', 'Ṣẹ̀gún e̩'],
  ['Vietnamese', 'Nguyễn Thị Ánh'],
  ['old Greek', 'Ἀθῆναι'],
])('a name in %s is printed without a box', async (_script, name) => {
  const { text, archive } = await readPdf(await makePdf(page, { name }, facts))
  const written = text.replace('Reçu', '').replaceAll(/\s/g, '')
  expect(written).not.toContain('□')
  expect(written.length).toBeGreaterThanOrEqual(name.replaceAll(/\s/g, '').length)
  expect(archive).toBe('2B')
})

test('a sign that two fonts would have to share becomes one box: a tone on an Arabic letter, a vowel sign on a Latin one', async () => {
  const { text } = await readPdf(await makePdf(page, { name: 'x ب\u0301 y a\u064b z' }, facts))
  expect(text).toContain('x □ y □ z')
})

test('figures after a name written from right to left keep their place', async () => {
  const line = async (name: string): Promise<string> => (await readPdf(await makePdf('#data.name', { name }, facts))).text
  expect(await line('Reçu de سلام 5 000 F le 3 mai')).toMatch(/^Reçu de \p{sc=Arabic}+ 5 000 F le 3 mai$/u)
  expect(await line('سلام 2024')).toMatch(/2024/)
})

test('whatever is written, the page can be made', async () => {
  const known = [...new Set(faces().drawn.flatMap((letters) => [...letters]))].map((code) => String.fromCodePoint(code))
  const marks = ['\u0301', '\u064b', '\u07eb', '\u{1e944}', '\u2d7f', '\u135f', '\u25cc', '\u200c', '\u202e', '\u2067', ' ', '\n', '(', '1', 'ɔ', 'م', 'ߞ']
  const sign = fc.oneof(fc.constantFrom(...known), fc.constantFrom(...marks), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
  const template = '#for v in data [#v #text(weight: 600, v) #headline(20pt, v)]'
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: sign, maxLength: 12 }), { maxLength: 20 }), async (values) => {
      await makePdf(template, values, { ...facts, title: values.join('') })
    }),
    { numRuns: 10, seed: 195 },
  )
})

test('a template reads its own folder only, and no package', async () => {
  await expect(makePdf('#read("/etc/passwd")', {}, facts)).rejects.toThrow(/not found/)
  await expect(makePdf('#read("../../document.ts")', {}, facts)).rejects.toThrow(/outside of project root/)
  await expect(makePdf('#read("../document.ts")', {}, facts)).rejects.toThrow(/outside of project root/)
  await expect(makePdf('#import "@preview/cetz:0.2.0": *', {}, facts)).rejects.toThrow(/packages/)
})

test('a template that is wrong says where', async () => {
  await expect(makePdf('= Fine\n#nothing', {}, facts)).rejects.toThrow(/unknown variable: nothing/)
  await expect(makePdf('#text(font: "No Such Face")[x]', {}, facts)).rejects.toThrow(/unknown font family/)
})

test('PDF/A-3 carries the file that a machine reads', async () => {
  const template = '#pdf.attach("facture.xml", bytes(data.xml), relationship: "alternative", mime-type: "text/xml", description: "Facture")\nFacture'
  const read = await readPdf(await makePdf(template, { xml: '<facture total="5000"/>' }, { ...facts, standard: 'a-3b' }))
  expect(read.archive).toBe('3B')
  expect(read.attachments).toEqual({ 'facture.xml': '<facture total="5000"/>' })
})

test('the letters of a font are read from its own table', () => {
  const letters = lettersOf(readFileSync(new URL('../ui/fonts/print/inter-400.ttf', import.meta.url)))
  for (const letter of 'aéŋɖЖ€□') expect(letters.has(letter.codePointAt(0)!), letter).toBe(true)
  for (const letter of '李😀\u0000') expect(letters.has(letter.codePointAt(0)!), letter).toBe(false)
})
