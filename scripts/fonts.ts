/**
 * Makes the fonts of `src/ui/fonts`: node scripts/fonts.ts <folder holding node_modules/@fontsource-variable/{inter,bricolage-grotesque} and @expo-google-fonts/inter>.
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
/** Ewe, Kabiyè, Fon, Dagbani, Bambara, Akan… and the nasal and tone marks they carry. */
const westAfrican = 'ɖƉɛƐƒƑɣƔŋŊɔƆʋƲɩƖʊƱɓƁɗƊƙƘɲƝǝƎẽẼĩĨũŨ\u0300\u0301\u0302\u0303\u0304\u030c'

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

/** For paper: every letter a name may hold in Latin, Greek or Cyrillic script, in fixed weights and in the format that Typst reads. */
const range = (from: number, to: number): string => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
const scripts = ascii + range(0xa0, 0x3ff) + range(0x400, 0x52f) + range(0x1e00, 0x1eff)
const printed = scripts + range(0x2010, 0x205f) + range(0x2070, 0x209f) + range(0x20a0, 0x20c0) + range(0x2100, 0x22ff) + range(0x2500, 0x25ff) + '\ufffd'
for (const [weight, file] of [
  ['400', '400Regular/Inter_400Regular.ttf'],
  ['600', '600SemiBold/Inter_600SemiBold.ttf'],
] as const) {
  const font = await readFile(join(source, 'node_modules/@expo-google-fonts/inter', file))
  await writeFile(new URL(`../src/ui/fonts/print/inter-${weight}.ttf`, import.meta.url), await subsetFont(font, printed, { targetFormat: 'truetype', keepFeatures: features }))
}
const display = await readFile(new URL('../src/ui/fonts/bricolage.woff2', import.meta.url))
await writeFile(
  new URL('../src/ui/fonts/print/bricolage.ttf', import.meta.url),
  await subsetFont(display, ascii + european + signs, { targetFormat: 'truetype', keepFeatures: features }),
)
