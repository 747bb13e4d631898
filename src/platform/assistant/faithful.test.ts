import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whyUnfaithful } from './faithful.ts'

const before = 'Publiez trois vidéos par semaine sur Instagram dès lundi 7 décembre, puis écrivez à Awa Diop (awa@label.example). Budget : 1 400,00 €, soit 12 % de plus.'
const same = (after: string, text = before) => whyUnfaithful(text, after, 'fr')

test('the same said otherwise passes', () => {
  expect(
    same(
      'Dès lundi 7 décembre, publiez 3 vidéos par semaine sur Instagram ; écrivez ensuite à Awa Diop (awa@label.example). Prévoyez un budget de 1400,00 euros, soit 12 % de plus.',
    ),
  ).toBeNull()
  expect(whyUnfaithful('Reach out to two venues in Lagos by Friday.', 'By Friday, contact 2 venues in Lagos.', 'en')).toBeNull()
  expect(same(before)).toBeNull()
})

test.each([
  ['another figure', before.replace('12 %', '15 %'), 'figures'],
  ['a figure in words', before.replace('trois', 'quatre'), 'figures'],
  ['a figure more', `${before} Vous gagnerez dix fois plus.`, 'figures'],
  ['a figure less', before.replace(' 7 ', ' '), 'figures'],
  ['other digits of the same look', before.replace('1 400,00', '14 000'), 'figures'],
  ['another currency', before.replace('€', 'F CFA'), 'units'],
  ['another length of time', before.replace('par semaine', 'par mois'), 'units'],
  ['another weekday', before.replace('lundi', 'mardi'), 'dates'],
  ['another month', before.replace('décembre', 'janvier'), 'dates'],
  ['another network', before.replace('Instagram', 'TikTok'), 'names'],
  ['a network in small letters', before.replace('sur Instagram', 'sur Instagram et tiktok'), 'names'],
  ['another person', before.replace('Awa', 'Fatou'), 'names'],
  ['a person who begins a sentence', `${before} Mariam vous aidera.`, 'names'],
  ['nobody any more', before.replace('à Awa Diop ', ''), 'names'],
  ['another address', before.replace('awa@', 'fatou@'), 'links'],
  ['a link', `${before} Voir https://evil.example/x`, 'links'],
  ['a bare link', `${before} Voir evil.com/x`, 'links'],
  ['a handle', `${before} Suivez @evil`, 'links'],
  ['markup', `**${before}**`, 'markup'],
  ['a tag', `${before}<script>`, 'markup'],
  ['an invisible sign', `${before}\u202e`, 'markup'],
  ['a novel', before.repeat(4), 'length'],
  ['nothing left', 'Publiez.', 'length'],
])('%s does not', (_what, after, why) => {
  expect(same(after)).toBe(why)
})

test('the other language does not', () => {
  expect(whyUnfaithful('Vous pouvez écrire à votre public avec des mots à vous.', 'You can write to your public with words of your own and this is the way.', 'fr')).toBe(
    'language',
  )
})

test('a fact that was given may be named', () => {
  expect(whyUnfaithful('Écrivez à votre coach pour en parler.', 'Écrivez à Julien, votre coach, pour en parler.', 'fr')).toBe('names')
  expect(whyUnfaithful('Écrivez à votre coach pour en parler.', 'Écrivez à Julien, votre coach, pour en parler.', 'fr', ['Julien Mercier'])).toBeNull()
})

test('whatever comes back with another figure, link or digit is caught, and nothing breaks the reading', () => {
  const words = fc.array(fc.oneof(fc.constantFrom('le', 'plan', 'Awa', 'et', '12', '3 000', 'deux', 'Deezer', 'mardi', '€'), fc.string({ unit: 'grapheme', maxLength: 8 })), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(words, fc.integer({ min: 0, max: 999_999 }), fc.nat(30), (some, figure, place) => {
      const text = some.join(' ')
      const changed = [...some.slice(0, place), `${figure}`, ...some.slice(place)].join(' ')
      expect(whyUnfaithful(text, text, 'fr')).not.toBe('figures')
      expect(whyUnfaithful(`${text} .`, changed, 'fr')).not.toBeNull()
    }),
  )
})
