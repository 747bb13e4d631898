import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, isDay } from './days.ts'
import { personMeant, readQuick } from './quick.ts'

// A Saturday.
const today = '2026-11-21'
const people = personMeant([
  { id: 'm', name: 'Mariam Koné' },
  { id: 'j', name: 'Julien Mercier' },
  { id: 'j2', name: 'Juliette Adjovi' },
])
const read = (text: string) => {
  const { title, dueOn, dueMinute, priority, ownerId, repeat } = readQuick(text, today, people)
  return Object.fromEntries(
    Object.entries({ title, dueOn, dueMinute, priority, ownerId, repeat }).filter(([key, value]) => value !== null && (key !== 'priority' || value !== 'normal')),
  )
}

test('a sentence in either language', () => {
  expect(read('appeler Awa demain 17h !haute')).toEqual({ title: 'appeler Awa', dueOn: '2026-11-22', dueMinute: 1020, priority: 'high' })
  expect(read('call Awa tomorrow !high')).toEqual({ title: 'call Awa', dueOn: '2026-11-22', priority: 'high' })
  expect(read('Envoyer mon EPK à la Sacem lundi @julien')).toEqual({ title: 'Envoyer mon EPK à la Sacem', dueOn: '2026-11-23', ownerId: 'j' })
  expect(read('Relancer le label le 12/12 à 9h30 !basse')).toEqual({ title: 'Relancer le label', dueOn: '2026-12-12', dueMinute: 570, priority: 'low' })
  expect(read('Send the budget on December 3rd at 5pm @mar')).toEqual({ title: 'Send the budget', dueOn: '2026-12-03', dueMinute: 1020, ownerId: 'm' })
  expect(read('réunion chaque lundi à 9h')).toEqual({ title: 'réunion', dueMinute: 540, repeat: { every: 1, unit: 'week', weekdays: [1] } })
  expect(read('Payer la salle tous les 2 mois')).toEqual({ title: 'Payer la salle', repeat: { every: 2, unit: 'month' } })
})

test.each([
  ['aujourd’hui', '2026-11-21'],
  ["aujourd'hui", '2026-11-21'],
  ['après-demain', '2026-11-23'],
  ['samedi', '2026-11-28'],
  ['lundi prochain', '2026-11-23'],
  ['next saturday', '2026-11-28'],
  ['next week', '2026-11-23'],
  ['la semaine prochaine', '2026-11-23'],
  ['dans 3 jours', '2026-11-24'],
  ['in a month', '2026-12-21'],
  ['fin du mois', '2026-11-30'],
  ['le 1er mars', '2027-03-01'],
  ['29/02', '2028-02-29'],
  ['5 août 2027', '2027-08-05'],
  ['le 3/1/27', '2027-01-03'],
  ['2027-02-03', '2027-02-03'],
])('« %s » is a day', (words, day) => {
  expect(read(`x ${words}`)).toEqual({ title: 'x', dueOn: day })
})

test.each([
  'Rappeler « Demain » le magazine',
  'Écouter "Monday"',
  '2h de montage',
  'lire 31/02',
  'mon mix',
  'voir avec Marsault',
  'prix : 17hectares',
  '@personne',
  'a!haute',
  'samedis-là',
  'http://x.example/12/12',
])('« %s » is a title and nothing else', (text) => expect(read(text)).toEqual({ title: text }))

test('two people of one name: nobody is meant, the name stays', () => {
  expect(read('voir @jul')).toEqual({ title: 'voir @jul' })
  expect(read('voir @juli')).toEqual({ title: 'voir @juli' })
  expect(read('voir @juliette')).toMatchObject({ ownerId: 'j2' })
})

test('the first day counts, a second one stays in the title', () => {
  expect(read('préparer lundi pour demain')).toEqual({ title: 'préparer pour demain', dueOn: '2026-11-23' })
})

test('whatever is typed, it is read at once and nothing is invented', () => {
  const piece = fc.oneof(
    fc.constantFrom('demain', '!haute', '@julien', '17h', 'chaque lundi', '12/12', '«', '"', '\0', '99/99/99', '👩🏿‍🎤', 'العربية', '!', '@'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 0, max: 3_000 }), (pieces, days) => {
      const text = pieces.join(' ')
      const begun = performance.now()
      const result = readQuick(text, addDays(today, days), people)
      expect(performance.now() - begun).toBeLessThan(200)
      if (result.dueOn !== null) expect(isDay(result.dueOn)).toBe(true)
      for (const { text: said } of result.read) expect(text).toContain(said)
      for (const word of result.title.match(/[\p{L}\p{N}]+/gu) ?? []) expect(text).toContain(word)
    }),
  )
  expect(readQuick('le '.repeat(5_000) + '1 '.repeat(5_000), today, people).dueOn).toBeNull()
})
