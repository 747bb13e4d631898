import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edits, fold } from './fold.ts'
import { trigramIndex } from './trigram-index.ts'

const titles: Record<string, string> = {
  touki: 'Touki Bouki',
  tilai: 'Tilaï',
  steel: 'Tears of Steel',
  bunny: 'Big Buck Bunny',
  kojo: 'The Burial of Kojo',
  noire: 'La Noire de…',
  hyenes: 'Hyènes',
  guimba: 'Guimba, un tyran, une époque',
  arabic: 'يوم الدين',
  finye: 'Finyɛ',
}

function shelf() {
  const index = trigramIndex()
  for (const [id, text] of Object.entries(titles)) index.put(id, [{ text, weight: 1 }])
  return index
}

describe('finding a title', () => {
  it.each([
    ['Touki Bouki', 'touki'],
    ['tuki bouki', 'touki'],
    ['bouki touki', 'touki'],
    ['tilai', 'tilai'],
    ['TILAÏ', 'tilai'],
    ['teras of stel', 'steel'],
    ['tear', 'steel'],
    ['big b', 'bunny'],
    ['buriel kojo', 'kojo'],
    ['noire', 'noire'],
    ['hyene', 'hyenes'],
    ['guimba un tiran', 'guimba'],
    ['يوم', 'arabic'],
    ['finye', 'finye'],
    ['t', 'touki'],
  ])('%s', (question, id) => {
    const hits = shelf()
      .find(question, 3)
      .map((hit) => hit.id)
    expect(hits).toContain(id)
    if (question.length > 3) expect(hits[0]).toBe(id)
  })

  it('finds nothing where there is nothing', () => {
    expect(shelf().find('', 5)).toEqual([])
    expect(shelf().find('   ?!', 5)).toEqual([])
    expect(shelf().find('zzzzqqq', 5)).toEqual([])
  })

  it('answers once for a thing filed under several texts, and by its best', () => {
    const index = trigramIndex()
    index.put('h', [
      { text: 'Hyènes', weight: 1 },
      { text: 'Hyenas', weight: 1 },
      { text: 'Djibril Diop Mambéty', weight: 0.6 },
    ])
    expect(index.find('hyenas', 5)).toEqual([{ id: 'h', score: 1 }])
    expect(index.find('mambety', 5)).toHaveLength(1)
  })

  it('forgets what was replaced or taken out, through any number of rebuilds', () => {
    const index = trigramIndex()
    for (let round = 0; round < 40; round++) for (let i = 0; i < 100; i++) index.put(`f${i}`, [{ text: `film ${i} version ${round}`, weight: 1 }])
    expect(index.size()).toBe(100)
    expect(index.find('version 12', 10).every((hit) => hit.score < 1)).toBe(true)
    expect(index.find('film 42 version 39', 1)[0]).toMatchObject({ id: 'f42', score: 1 })
    index.put('f42', [])
    expect(index.find('film 42 version 39', 10).map((hit) => hit.id)).not.toContain('f42')
  })

  it('finds any text by itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), (text) => {
        const index = shelf()
        index.put('mine', [{ text, weight: 1 }])
        expect(index.find(text, 10).some((hit) => hit.id === 'mine')).toBe(fold(text) !== '')
      }),
    )
  })
})

it('counts edits as people make them', () => {
  expect(edits('tears', 'teras', 3)).toBe(1)
  expect(edits('', 'abc', 3)).toBe(3)
  expect(edits('abcdef', 'uvwxyz', 2)).toBe(3)
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(edits(a, b, 20)).toBe(edits(b, a, 20))
      expect(edits(a, b, 20) === 0).toBe(a === b)
    }),
  )
})
