import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

/** The pages: server bundle, work screens, styles. The islands of reading pages are built by `vite.islands.config.ts`. */
export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  build: { assetsInlineLimit: 0, reportCompressedSize: false },
  // React and the icons are built in: in production form whatever NODE_ENV says, and only what is used.
  ssr: { noExternal: true },
  // The server keeps this text in memory as long as it lives: half of it is space and comments. Names stay, for the log.
  environments: { ssr: { build: { rolldownOptions: { output: { minify: { compress: true, mangle: false, codegen: true } } } } } },
})
