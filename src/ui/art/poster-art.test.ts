import fc from 'fast-check'
import { expect, test } from 'vitest'
import { palettes, posterArt } from './poster-art.ts'

const inks = { light: '#fff6e6', dark: '#1d0f14' }

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const light = (color: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high = 0, low = 0] = [light(one), light(other)].toSorted((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

test('the title reads on every ground', () => {
  expect(palettes.filter(({ ground, ink }) => contrast(ground, inks[ink]) < 4.5)).toEqual([])
})

test('a title has one poster, and any title has one', () => {
  fc.assert(
    fc.property(fc.string(), (title) => {
      const art = posterArt(title)
      expect(art).toEqual(posterArt(title))
      expect(art.shapes.length).toBeGreaterThan(0)
      expect(art.shapes.every(({ d }) => d.startsWith('M') && !d.includes('NaN'))).toBe(true)
    }),
  )
})

test('a catalogue shows every palette and many drawings', () => {
  const arts = Array.from({ length: 400 }, (_, place) => posterArt(`Film ${place}`))
  expect(new Set(arts.map(({ ground }) => ground)).size).toBe(palettes.length)
  expect(new Set(arts.map(({ shapes }) => shapes[0]?.d)).size).toBe(8)
})

test('composed and decomposed accents are the same title', () => {
  expect(posterArt('Yaaba à Lomé'.normalize('NFD'))).toEqual(posterArt('Yaaba à Lomé'.normalize('NFC')))
})
