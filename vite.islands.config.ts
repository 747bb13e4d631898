import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const out = resolve(process.env['GRIOT_BUILD'] || 'build', 'client/islands')
const sources = globSync('src/**/islands/*.ts').filter((file) => !file.endsWith('.test.ts'))

const heaviest = 10 * 1024

type Chunk = Rolldown.OutputChunk

/** What a page fetches to bring an island to life: its script and those it imports at once. */
function weightOf(entry: Chunk, chunks: ReadonlyMap<string, Chunk>, seen = new Set<string>()): number {
  if (seen.has(entry.fileName)) return 0
  seen.add(entry.fileName)
  const parts = entry.imports.map((name) => chunks.get(name)).filter((part) => part !== undefined)
  return parts.reduce((sum, part) => sum + weightOf(part, chunks, seen), brotliCompressSync(entry.code).length)
}

/** Writes `manifest.json` (the name of each island → its address), and refuses an island that weighs more than 10 KB compressed. */
function addresses(): Plugin {
  return {
    name: 'griot-islands',
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle)
          .filter((file) => file.type === 'chunk')
          .map((chunk) => [chunk.fileName, chunk]),
      )
      const entries = [...chunks.values()].filter((chunk) => chunk.isEntry)
      for (const entry of entries) {
        const weight = weightOf(entry, chunks)
        if (weight > heaviest) this.error(`the island ${entry.name} weighs ${weight} bytes compressed, at most ${heaviest}: import what is heavy when it is used`)
      }
      const manifest = Object.fromEntries(entries.map((chunk) => [chunk.name, `/islands/${chunk.fileName}`]))
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: JSON.stringify(manifest, null, 2) })
    },
  }
}

/** The small scripts of reading pages, one entry a file, built after the pages into the same folder. */
export default defineConfig({
  plugins: [addresses()],
  publicDir: false,
  base: '/islands/',
  build: {
    outDir: out,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(sources.map((file) => [basename(file, '.ts'), resolve(file)])),
      output: { entryFileNames: '[name]-[hash].js', chunkFileNames: 'part-[name]-[hash].js' },
      preserveEntrySignatures: false,
    },
  },
})
