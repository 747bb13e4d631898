/**
 * Makes the fonts of `src/ui/fonts`: node scripts/fonts.ts <folder holding node_modules/@fontsource-variable/{inter,bricolage-grotesque} and @expo-google-fonts/{inter,noto-sans,noto-sans-arabic,noto-sans-ethiopic,noto-sans-tifinagh,noto-sans-nko,noto-sans-adlam}>.
 * Run by hand when the letters or weights change; the results are committed.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import subsetFont from 'subset-font'

const source = process.argv[2]
if (!source) throw new Error('Name the folder where the font packages are installed')

const ascii = String.fromCodePoint(...Array.from({ length: 0x7f - 0x20 }, (_, i) => i + 0x20))
const european = 'àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸáãíñóõúÁÃÍÑÓÕÚß'
const signs = '«»–—‘’“”…·×−°€\u00a0\u202f'
/** Ewe, Kabiyè, Fon, Dagbani, Bambara, Akan, Hausa, Fulfulde… without tone marks: Inter does not know where they stand on ɔ, ƒ, ɣ, ʋ and ʊ, so a letter with its tone comes from another font. */
const westAfrican = 'ɖƉɛƐƒƑɣƔŋŊɔƆʋƲɩƖʊƱɓƁɗƊƙƘɲƝƴƳǝƎẽẼĩĨũŨ'

const features = ['kern', 'tnum', 'mark', 'mkmk', 'ccmp', 'locl']

interface Cut {
  from: string
  to: string
  letters: string
  axes: Record<string, number | { min: number; max: number }>
}

const cuts: Cut[] = [
  { from: 'inter/files/inter-latin-wght-normal.woff2', to: 'inter.woff2', letters: ascii + european + signs, axes: { wght: { min: 400, max: 700 } } },
  { from: 'inter/files/inter-latin-ext-wght-normal.woff2', to: 'inter-african.woff2', letters: westAfrican, axes: { wght: { min: 400, max: 700 } } },
  {
    from: 'bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2',
    to: 'bricolage.woff2',
    letters: ascii + european + signs,
    axes: { opsz: 48, wdth: 100, wght: 700 },
  },
]

for (const { from, to, letters, axes } of cuts) {
  const font = await readFile(join(source, 'node_modules/@fontsource-variable', from))
  const cut = await subsetFont(font, letters, { targetFormat: 'woff2', variationAxes: axes, keepFeatures: features })
  await writeFile(new URL(`../src/ui/fonts/${to}`, import.meta.url), cut)
  console.log(to, cut.length)
}

/** For paper: every letter a name may hold, in fixed weights and in the format that Typst reads. */
const range = (from: number, to: number): string => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
const alphabets = ascii + range(0xa0, 0x3ff) + range(0x400, 0x52f) + range(0x1e00, 0x1eff)
const printed =
  alphabets.replaceAll(/[\u0300-\u036f]/g, '') + range(0x2010, 0x205f) + range(0x2070, 0x209f) + range(0x20a0, 0x20c0) + range(0x2100, 0x22ff) + range(0x2500, 0x25ff) + '\ufffd'
/** What Inter lacks or misplaces: old Greek, rarer Latin and Cyrillic, the tones and marks of African spellings with the letters that carry them. */
const rarer = alphabets + range(0x1d00, 0x1dff) + range(0x1f00, 0x1fff) + range(0x2c60, 0x2c7f) + range(0xa640, 0xa69f) + range(0xa720, 0xa7ff) + range(0xab30, 0xab6f)
/** A script that has its own font is taken whole; the space must be of the same font as a mark that stands on it. */
const own = ' \u00a0\u25cc'
const arabic = own + '\u200c' + range(0x600, 0x6ff) + range(0x750, 0x77f) + range(0x8a0, 0x8ff)
const ethiopic = own + range(0x1200, 0x139f) + range(0x2d80, 0x2ddf) + range(0xab01, 0xab2e)

const weights = { '400': '400Regular', '600': '600SemiBold' } as const
const prints: { from: string; to: string; weights: readonly (keyof typeof weights)[]; letters: string; features?: readonly string[] }[] = [
  { from: 'inter/*/Inter_*.ttf', to: 'inter-*', weights: ['400', '600'], letters: printed, features },
  { from: 'noto-sans/*/NotoSans_*.ttf', to: 'noto-*', weights: ['400', '600'], letters: rarer, features: ['mark', 'mkmk', 'ccmp', 'locl'] },
  { from: 'noto-sans-arabic/*/NotoSansArabic_*.ttf', to: 'noto-arabic-*', weights: ['400', '600'], letters: arabic },
  { from: 'noto-sans-ethiopic/*/NotoSansEthiopic_*.ttf', to: 'noto-ethiopic-*', weights: ['400', '600'], letters: ethiopic },
  { from: 'noto-sans-tifinagh/*/NotoSansTifinagh_*.ttf', to: 'noto-tifinagh', weights: ['400'], letters: own + range(0x2d30, 0x2d7f) },
  { from: 'noto-sans-nko/*/NotoSansNKo_*.ttf', to: 'noto-nko', weights: ['400'], letters: own + range(0x7c0, 0x7ff) },
  { from: 'noto-sans-adlam/*/NotoSansAdlam_*.ttf', to: 'noto-adlam', weights: ['400'], letters: own + range(0x1e900, 0x1e95f) },
]
for (const { from, to, weights: some, letters, features: kept } of prints) {
  for (const weight of some) {
    const font = await readFile(join(source, 'node_modules/@expo-google-fonts', from.replaceAll('*', weights[weight])))
    const cut = await subsetFont(font, letters, { targetFormat: 'truetype', ...(kept && { keepFeatures: kept }) })
    await writeFile(new URL(`../src/ui/fonts/print/${to.replace('*', weight)}.ttf`, import.meta.url), cut)
    console.log(to.replace('*', weight), cut.length)
  }
}

const display = await readFile(new URL('../src/ui/fonts/bricolage.woff2', import.meta.url))
await writeFile(
  new URL('../src/ui/fonts/print/bricolage.ttf', import.meta.url),
  await subsetFont(display, ascii + european + signs, { targetFormat: 'truetype', keepFeatures: features }),
)
