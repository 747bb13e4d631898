import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { after, missingPieces, moves, whyCannotDecide, whyCannotDelete, whyCannotEdit, whyCannotSubmit, whyCannotWithdraw } from './rules.ts'
import { acts, type FilmFacts, filmStates, type FilmState, reviewPoints, verdicts } from './types.ts'

const whole: FilmFacts = {
  state: 'draft',
  titleState: 'ready',
  year: 1973,
  countries: ['SN'],
  languages: ['wo'],
  synopsisFr: 'Mory et Anta rêvent de Paris.',
  synopsisEn: null,
  rights: 'Nous détenons les droits.',
  directors: 1,
}
const state = fc.constantFrom(...filmStates)

describe('the life of a film', () => {
  it('is published only after having been submitted, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (tried) => {
        let now: FilmState = 'draft'
        const path: FilmState[] = [now]
        for (const act of tried) {
          const next = after(now, act)
          if (next) path.push((now = next))
        }
        path.forEach((step, i) => {
          if (step === 'published' || step === 'refused' || step === 'changes-asked') expect(path[i - 1]).toBe('submitted')
          if (step === 'withdrawn') expect(path[i - 1]).toBe('published')
          if (path[i - 1]) expect(path[i - 1]).not.toBe('refused')
        })
      }),
    )
  })

  it('knows every state, and reaches each of them from a draft', () => {
    const reached = new Set<FilmState>(['draft'])
    for (const from of reached) for (const to of Object.values(moves[from])) reached.add(to)
    expect([...reached].toSorted()).toEqual([...filmStates].toSorted())
  })

  it('is never both open to its makers and in the hands of a reviewer or the public', () => {
    fc.assert(
      fc.property(state, (s) => {
        const open = whyCannotEdit(s) === null
        expect(open).toBe(after(s, 'submit') !== null)
        if (open) expect(whyCannotWithdraw(s)).not.toBeNull()
      }),
    )
  })
})

describe('submission', () => {
  it('accepts a whole film', () => expect(whyCannotSubmit(whole)).toBeNull())

  it('names everything that is missing, once each', () => {
    const empty: FilmFacts = { state: 'draft', titleState: null, year: null, countries: [], languages: [], synopsisFr: null, synopsisEn: null, rights: null, directors: 0 }
    const refusal = whyCannotSubmit(empty)
    expect(refusal?.kind).toBe('invalid')
    expect(refusal?.fields.map((f) => f.field)).toEqual(['video', 'synopsisFr', 'languages', 'countries', 'year', 'credits', 'rights'])
  })

  it('takes a synopsis in either language', () => {
    expect(missingPieces({ ...whole, synopsisFr: null, synopsisEn: 'They dream of Paris.' })).toEqual([])
    expect(missingPieces({ ...whole, synopsisFr: '', synopsisEn: null }).map((f) => f.code)).toEqual(['cinema.needsSynopsis'])
  })

  it.each([
    ['processing', 'cinema.videoProcessing'],
    ['failed', 'cinema.videoFailed'],
  ] as const)('says that the video is %s', (titleState, code) => {
    expect(missingPieces({ ...whole, titleState }).map((f) => f.code)).toEqual([code])
  })

  it('is a conflict, not a list of fields, once submitted', () => {
    expect(whyCannotSubmit({ ...whole, state: 'submitted', year: null })).toMatchObject({ kind: 'conflict', code: 'cinema.notSubmittable' })
  })
})

describe('the decision', () => {
  const judgement = { state: 'submitted', titleState: 'ready', ownWorkspace: false, points: [{ point: 'sound', comment: 'Souffle à 12 min.' }] } as const

  it('never answers no without a reason, and never judges its own house', () => {
    fc.assert(
      fc.property(
        state,
        fc.constantFrom(...verdicts),
        fc.boolean(),
        fc.array(fc.record({ point: fc.constantFrom(...reviewPoints), comment: fc.string() }), { maxLength: 3 }),
        (s, verdict, ownWorkspace, points) => {
          const refusal = whyCannotDecide({ state: s, titleState: 'ready', ownWorkspace, verdict, points })
          if (refusal === null) {
            expect(s).toBe('submitted')
            expect(ownWorkspace).toBe(false)
            if (verdict !== 'published') expect(points.length).toBeGreaterThan(0)
          }
        },
      ),
    )
  })

  it('publishes only what can be watched', () => {
    expect(whyCannotDecide({ ...judgement, verdict: 'published' })).toBeNull()
    expect(whyCannotDecide({ ...judgement, verdict: 'published', titleState: 'failed' })?.code).toBe('cinema.videoNotReady')
  })
})

it('throws away only what nobody has seen', () => {
  expect(whyCannotDelete({ state: 'draft', notice: false, submitted: false })).toBeNull()
  expect(whyCannotDelete({ state: 'draft', notice: true, submitted: false })).not.toBeNull()
  expect(whyCannotDelete({ state: 'draft', notice: false, submitted: true })).not.toBeNull()
  expect(whyCannotDelete({ state: 'published', notice: false, submitted: true })).not.toBeNull()
})
