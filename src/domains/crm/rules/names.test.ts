import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networks } from '../types.ts'
import { handleIn, handleOf } from './handles.ts'
import { plainMail, plainName } from './names.ts'

describe('names as they are compared', () => {
  it.each([
    ['Les Frères Touré', 'freres toure'],
    ['The Roots', 'roots'],
    ['Amadou & Mariam', 'amadou and mariam'],
    ['Amadou et Mariam', 'amadou and mariam'],
    ['  BJØRN   Berge ', 'bjorn berge'],
    ["L'Orchestre Poly-Rythmo", 'orchestre poly rythmo'],
    ['Cœur de pirate', 'coeur de pirate'],
    ['The', 'the'],
    ['!!!', '!!!'],
    ['مريم', 'مريم'],
  ])('%s → %s', (name, plain) => expect(plainName(name)).toBe(plain))

  it('comparing twice changes nothing, and nothing that shows becomes nothing', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const plain = plainName(name)
        if (name.trim() !== '') expect(plain).not.toBe('')
        expect(plain).toBe(plain.trim())
      }),
    ))

  it('accents and case never part two names', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zà-ÿ ]{1,30}$/), (name) => {
        expect(plainName(name.toUpperCase())).toBe(plainName(name))
        expect(plainName(name.normalize('NFD'))).toBe(plainName(name))
      }),
    ))
})

describe('addresses on networks', () => {
  it.each([
    ['instagram', 'https://www.instagram.com/Awa.Officiel/?hl=fr', 'awa.officiel'],
    ['instagram', '@Awa.Officiel', 'awa.officiel'],
    ['instagram', 'https://www.instagram.com/p/Cx12/', null],
    ['instagram', 'https://evil.example/awa', null],
    ['tiktok', 'tiktok.com/@awa_m', 'awa_m'],
    ['youtube', 'https://www.youtube.com/@AwaMusic/videos', '@awamusic'],
    ['youtube', 'https://youtube.com/channel/UCabcdefghijklmnopqrstuv', 'UCabcdefghijklmnopqrstuv'],
    ['youtube', 'https://youtu.be/dQw4w9WgXcQ', null],
    ['spotify', 'https://open.spotify.com/intl-fr/artist/6vWDO969PvNqNYHIOW5v0m?si=x', '6vWDO969PvNqNYHIOW5v0m'],
    ['spotify', 'spotify:artist:6vWDO969PvNqNYHIOW5v0m', '6vWDO969PvNqNYHIOW5v0m'],
    ['spotify', 'spotify:album:18Zy53OB9BCG0GtoGkQXv0', null],
    ['deezer', 'https://www.deezer.com/fr/artist/2999681', '2999681'],
    ['facebook', 'https://www.facebook.com/profile.php?id=10001', '10001'],
    ['bandcamp', 'https://awa.bandcamp.com/album/x', 'awa'],
    ['apple-music', 'https://music.apple.com/fr/artist/awa/123456', '123456'],
    ['website', 'www.Awa.example/Presse/', 'awa.example/presse'],
    ['website', 'javascript:alert(1)', null],
    ['website', 'awa', null],
  ] as const)('%s %s → %s', (network, typed, identifier) => expect(handleOf(network, typed)?.identifier ?? null).toBe(identifier))

  it('tells the network from an address', () => {
    expect(handleIn('https://x.com/awa')).toMatchObject({ network: 'x', identifier: 'awa' })
    expect(handleIn('https://awa.example')).toMatchObject({ network: 'website', identifier: 'awa.example' })
    expect(handleIn('awa')).toBeNull()
  })

  it('an address made from a name leads back to the same name, and whatever is typed breaks nothing', () =>
    fc.assert(
      fc.property(fc.constantFrom(...networks), fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9]{3,22}$/), fc.webUrl()), (network, typed) => {
        const handle = handleOf(network, typed)
        if (!handle) return
        expect(handle.url).toMatch(/^https?:\/\//)
        expect(handleOf(network, handle.url)?.identifier).toBe(handle.identifier)
      }),
    ))
})

describe('mail addresses', () => {
  it.each([
    [' Awa@Maison.Example ', 'awa@maison.example'],
    ['mailto:awa@maison.example', 'awa@maison.example'],
    ['awa@maison', null],
    ['awa maison@x.example', null],
    ['a@b..example', null],
    [`${'a'.repeat(70)}@b.example`, null],
  ])('%s → %s', (typed, mail) => expect(plainMail(typed)).toBe(mail))
})
