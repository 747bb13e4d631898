import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidates, diverse, type Sources } from './blend.ts'
import { nearestByTraits, nearestByWatchers, type Pair } from './neighbours.ts'

const pair = (userId: string, filmId: string, weight = 1): Pair => ({ userId, filmId, weight })
const pairs = fc.array(
  fc.record({ userId: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5'), filmId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), weight: fc.constantFrom(0.5, 1) }),
  { maxLength: 30 },
)
const once = (list: readonly Pair[]): Pair[] => [...new Map(list.map((p) => [`${p.userId}/${p.filmId}`, p])).values()]

describe('films near by their watchers', () => {
  it('are as near one way as the other, between 0 and 1, and never themselves', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const near = nearestByWatchers(once(list))
        for (const [film, others] of near) {
          for (const [other, score] of others) {
            expect(other).not.toBe(film)
            expect(score).toBeGreaterThan(0)
            expect(score).toBeLessThan(1)
            expect(near.get(other)!.find(([id]) => id === film)![1]).toBeCloseTo(score, 12)
          }
        }
      }),
    )
  })
  it('do not depend on the order in which people are read', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        expect(nearestByWatchers(once(list).toReversed())).toEqual(nearestByWatchers(once(list)))
      }),
    )
  })
  it('trust many people more than one', () => {
    const list = [...['u1', 'u2', 'u3', 'u4'].flatMap((u) => [pair(u, 'a'), pair(u, 'b')]), pair('u5', 'a'), pair('u5', 'c')]
    expect(
      nearestByWatchers(list)
        .get('a')!
        .map(([id]) => id),
    ).toEqual(['b', 'c'])
  })
})

it('films alike share a director first of all', () => {
  const film = (id: string, directors: string[], genres: string[], countries: string[]) => ({ id, directors, genres, countries, languages: ['fr'], year: 1990 })
  const near = nearestByTraits([
    film('a', ['Sembène'], ['drama'], ['SN']),
    film('b', ['Sembène'], ['comedy'], ['SN']),
    film('c', ['Mambéty'], ['drama'], ['SN']),
    film('d', ['X'], ['war'], ['FR']),
  ])
  expect(near.get('a')!.map(([id]) => id)).toEqual(['b', 'c', 'd'])
  expect(near.get('a')![0]![2]).toBe('director:Sembène')
})

describe('recommendations', () => {
  const sources: Sources = {
    past: [
      { filmId: 'p', love: 1, liked: true },
      { filmId: 'q', love: 0.4, liked: false },
    ],
    watched: new Map([
      [
        'p',
        [
          ['a', 0.5, null],
          ['b', 0.4, null],
          ['q', 0.3, null],
        ],
      ],
      ['q', [['c', 0.5, null]]],
    ]),
    content: new Map([
      ['p', [['d', 0.8, 'director:Sembène']]],
      ['a', [['b', 0.95, 'genre:drama']]],
      ['b', [['a', 0.95, 'genre:drama']]],
    ]),
    popular: [
      { filmId: 'e', score: 9, kind: 'popularHere', name: 'TG' },
      { filmId: 'a', score: 3, kind: 'popular', name: null },
    ],
    excluded: new Set(['p', 'q']),
  }
  it('say why, and leave out what was watched', () => {
    const ranked = candidates(sources)
    expect(ranked.map((c) => c.filmId)).not.toContain('q')
    expect(ranked[0]).toMatchObject({ filmId: 'a', reason: { kind: 'liked', filmId: 'p' } })
    expect(ranked.find((c) => c.filmId === 'c')!.reason).toEqual({ kind: 'watched', filmId: 'q', name: null })
    expect(ranked.find((c) => c.filmId === 'd')!.reason).toEqual({ kind: 'director', filmId: 'p', name: 'Sembène' })
    expect(ranked.find((c) => c.filmId === 'e')!.reason).toEqual({ kind: 'popularHere', filmId: null, name: 'TG' })
  })
  it('are the same for the same sources', () => expect(candidates(sources)).toEqual(candidates({ ...sources, popular: sources.popular.toReversed() })))
  it('do not put two of a kind side by side when something else is nearly as good', () => {
    const ranked = candidates(sources)
    const [first, second] = diverse(ranked, sources.content, 3)
    expect(first!.filmId).toBe('a')
    expect(second!.filmId).not.toBe('b')
  })
  it('explain at most three by the same film while others remain', () => {
    const many: Sources = { ...sources, watched: new Map([['p', ['a', 'b', 'c', 'd', 'f'].map((id, i) => [id, 0.9 - i / 100, null] as const)]]), content: new Map() }
    const chosen = diverse(candidates(many), new Map(), 4)
    expect(chosen.filter((c) => c.reason.filmId === 'p')).toHaveLength(3)
  })
  it('of a newcomer are what is watched now', () => {
    expect(candidates({ ...sources, past: [] }).map((c) => c.reason.kind)).toEqual(['popularHere', 'popular'])
  })
})
