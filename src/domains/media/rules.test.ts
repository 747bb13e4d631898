import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLanguageTag, safeFilename, stateAfter, statesBefore, whyCannotReceive, whyCannotRetry, whyCannotUpload, working } from './rules.ts'
import { titleStates, titleSteps } from './types.ts'

describe('the states of a title', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...titleSteps), fc.boolean()), { maxLength: 60 })

  test('any walk stays inside the states, and a playable title never looks empty', () => {
    fc.assert(
      fc.property(steps, (walk) => {
        let state: (typeof titleStates)[number] = 'empty'
        let playable = false
        for (const [step] of walk) {
          const next = stateAfter(state, step, playable)
          if (!next) continue
          expect(titleStates).toContain(next)
          expect(statesBefore(step)).toContain(state)
          if (step === 'finish') playable = true
          state = next
          if (playable) expect(state).not.toBe('empty')
        }
      }),
    )
  })

  test('work can always be cancelled or fail, and nothing else can', () => {
    for (const state of titleStates) {
      expect(stateAfter(state, 'cancel') !== null).toBe(working.includes(state))
      expect(stateAfter(state, 'fail') !== null).toBe(working.includes(state))
    }
  })

  test('only what was made is ready; a film is not replaced while it is being made', () => {
    expect(titleStates.filter((s) => stateAfter(s, 'finish'))).toEqual(['processing'])
    for (const state of titleStates) expect(whyCannotReceive(state, 'film') !== null).toBe(working.includes(state))
    for (const state of titleStates) expect(whyCannotReceive(state, 'subtitle')).toBeNull()
  })

  test('without its file a film cannot be tried again', () => {
    expect(whyCannotRetry('failed', true)).toBeNull()
    expect(whyCannotRetry('failed', false)?.code).toBe('media.noSource')
    expect(whyCannotRetry('ready', true)?.code).toBe('media.notStopped')
  })
})

describe('what may be sent', () => {
  const limits = { maxBytes: 1000, minFreeBytes: 500, freeBytes: 1200 }
  const facts = { purpose: 'film', size: 700, sha256: null, language: null, kind: null }

  test.each([
    [{}, null],
    [{ size: 0 }, 'media.emptyFile'],
    [{ size: 1001 }, 'media.tooBig'],
    [{ size: 701 }, 'media.diskFull'],
    [{ purpose: 'virus' }, 'media.badPurpose'],
    [{ sha256: 'x' }, 'media.badChecksum'],
    [{ purpose: 'subtitle', language: 'xx-very-long' }, 'media.badLanguage'],
    [{ purpose: 'subtitle', language: 'fr', kind: 'karaoke' }, 'media.badKind'],
  ])('%o', (change, code) => {
    expect(whyCannotUpload({ ...facts, ...change }, limits)?.code ?? null).toBe(code)
  })

  test('languages', () => {
    for (const good of ['fr', 'wo', 'pt-BR', 'zh-Hant', 'es-419', 'dyu']) expect(isLanguageTag(good), good).toBe(true)
    for (const bad of ['', 'FR', 'french', 'fr_FR', 'fr-fr', 'x']) expect(isLanguageTag(bad), bad).toBe(false)
  })

  test('names of files keep their ending and nothing dangerous', () => {
    expect(safeFilename('C:\\films\\Yaaba (1989).mkv')).toBe('Yaaba (1989).mkv')
    expect(safeFilename('../../etc/passwd')).toBe('passwd')
    expect(safeFilename('  ..  ')).toBe('file')
    expect(safeFilename('été à Ségou.mp4')).toBe('été à Ségou.mp4')
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 90 }), fc.constantFrom('/', '\\', '\u0000', '\u202e', '..', 'é', '电', '.tar.gz', ' ')), { maxLength: 12 })
          .map((parts) => parts.join('')),
        (name) => {
          const safe = safeFilename(name)
          expect(safe.length).toBeGreaterThan(0)
          expect(safe.length).toBeLessThanOrEqual(200)
          expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u)
          expect(safeFilename(safe)).toBe(safe)
        },
      ),
    )
  })
})
