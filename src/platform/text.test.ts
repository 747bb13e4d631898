import fc from 'fast-check'
import { expect, test } from 'vitest'
import { preferredLang, translator, typographic } from './text.ts'

test('French signs get their no-break spaces, and nothing else changes', () => {
  expect(typographic('fr', "Vraiment ? Oui : « demain » ; l'heure !")).toBe('Vraiment\u202f? Oui\u00a0: «\u00a0demain\u00a0»\u202f; l’heure\u202f!')
  expect(typographic('en', "Really ? It's here")).toBe("Really ? It's here")
})

test('typography never adds or drops a letter, and doing it twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', ' ', ':', ';', '!', '?', '«', '»', "'") }), (text) => {
      const once = typographic('fr', text)
      expect(once.length).toBe(text.length)
      expect(typographic('fr', once)).toBe(once)
    }),
  )
})

test("the browser's first known language wins, French when none is known", () => {
  expect(preferredLang('de, en;q=0.8, fr;q=0.9')).toBe('fr')
  expect(preferredLang('EN-us,fr;q=0.5')).toBe('en')
  expect(preferredLang('ee')).toBe('fr')
  expect(preferredLang(undefined)).toBe('fr')
  expect(preferredLang('fr;q=0, en')).toBe('en')
})

test('a header of any shape names a language', () => {
  fc.assert(fc.property(fc.string(), (header) => ['fr', 'en'].includes(preferredLang(header))))
})

test('sentences take plurals and numbers of their language; an unknown key is shown as itself', () => {
  const dictionary = { cinema: { films: '{n, plural, =0 {aucun film} one {# film} other {# films}}', 'role.actor': 'Interprétation', tags: 'a <b> c {x}' } }
  const t = translator('fr', dictionary)
  expect([t('cinema.films', { n: 0 }), t('cinema.films', { n: 1 }), t('cinema.films', { n: 1500 })]).toEqual(['aucun film', '1 film', '1\u202f500 films'])
  expect(t('cinema.role.actor')).toBe('Interprétation')
  expect(t('cinema.tags', { x: '<script>' })).toBe('a <b> c <script>')
  expect([t('cinema.nope'), t('nope')]).toEqual(['cinema.nope', 'nope'])
})
