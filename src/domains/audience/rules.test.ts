import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, moved, neutralLinks, whyCannotAnswer, whyCannotComment, whyCannotEdit } from './rules.ts'

describe('a comment', () => {
  it('is cleaned once and for all: cleaning again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => cleanText(cleanText(text)) === cleanText(text)))
  })
  it('loses what cannot be seen and keeps what was typed', () => {
    expect(cleanText('  Quel film !\u202e\u200b\r\n\r\n\r\n\r\nÀ revoir <b>vite</b> ')).toBe('Quel film !\n\nÀ revoir <b>vite</b>')
  })
  it('never shows an address that a browser would open', () => {
    const shown = neutralLinks('voir https://spam.example.com/achat?id=1 ou www.autre.example/x, merci. Fin.')
    expect(shown).toBe('voir spam\u2024example\u2024com/… ou autre\u2024example/… merci. Fin.')
    fc.assert(fc.property(fc.webUrl(), (url) => !/https?:|www\./i.test(neutralLinks(url))))
  })
  it('is refused when empty, hasty, repeated or full of addresses', () => {
    const fine = { body: 'Superbe', recent: 0, repeated: false }
    expect(whyCannotComment(fine)).toBeNull()
    expect(whyCannotComment({ ...fine, body: '' })?.code).toBe('audience.emptyComment')
    expect(whyCannotComment({ ...fine, recent: 5 })?.code).toBe('audience.tooManyComments')
    expect(whyCannotComment({ ...fine, repeated: true })?.code).toBe('audience.repeatedComment')
    expect(whyCannotComment({ ...fine, body: 'http://a.b http://c.d www.e.f' })?.code).toBe('audience.tooManyLinks')
  })
  it('is changed by its author only, for a day, while unanswered', () => {
    const at = new Date('2026-11-21T10:00:00Z')
    const comment = { userId: 'a', at, deletedAt: null, hiddenAt: null, answers: 0 }
    const later = (h: number): Date => new Date(at.getTime() + h * 3_600_000)
    expect(whyCannotEdit(comment, 'a', later(23))).toBeNull()
    expect(whyCannotEdit(comment, 'b', later(1))?.kind).toBe('missing')
    expect(whyCannotEdit(comment, 'a', later(25))?.code).toBe('audience.tooLateToEdit')
    expect(whyCannotEdit({ ...comment, answers: 1 }, 'a', later(1))?.code).toBe('audience.alreadyAnswered')
    expect(whyCannotEdit({ ...comment, hiddenAt: at }, 'a', later(1))?.code).toBe('audience.commentIsHidden')
  })
  it('answers a comment of the same film, not an answer', () => {
    const parent = { filmId: 'f', parentId: null, deletedAt: null, hiddenAt: null }
    expect(whyCannotAnswer(parent, 'f')).toBeNull()
    expect(whyCannotAnswer(parent, 'g')?.kind).toBe('missing')
    expect(whyCannotAnswer({ ...parent, parentId: 'p' }, 'f')?.code).toBe('audience.oneLevelOnly')
    expect(whyCannotAnswer({ ...parent, hiddenAt: new Date() }, 'f')?.kind).toBe('missing')
  })
})

it('moving a film in a list keeps every film once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 30 }), fc.nat(40), fc.integer({ min: -5, max: 40 }), (films, pick, to) => {
      const film = films[pick % films.length]!
      const after = moved(films, film, to)
      expect(new Set(after)).toEqual(new Set(films))
      expect(after).toHaveLength(films.length)
      expect(after.indexOf(film)).toBe(Math.max(0, Math.min(films.length - 1, to)))
    }),
  )
})
