import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const out = resolve(process.env['GRIOT_BUILD'] ?? 'build', 'client/islands')
const sources = globSync('src/**/islands/*.ts').filter((file) => !file.endsWith('.test.ts'))

/** Writes `manifest.json`: the name of each island → its address. */
function addresses(): Plugin {
  return {
    name: 'griot-islands',
    generateBundle(_options, bundle) {
      const entries = Object.values(bundle).filter((chunk) => chunk.type === 'chunk' && chunk.isEntry)
      const manifest = Object.fromEntries(entries.map((chunk) => [chunk.name, `/islands/${chunk.fileName}`]))
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: JSON.stringify(manifest, null, 2) })
    },
  }
}

/** The small scripts of reading pages, one entry a file, built after the pages into the same folder. */
export default defineConfig({
  plugins: [addresses()],
  publicDir: false,
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
