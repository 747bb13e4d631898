import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite reads the dot of `#platform/*.ts` in package.json as any character, and so looks for `ev.ts` and `secr.ts` behind `#platform/events` and `#platform/secrets`.
  resolve: {
    alias: [
      { find: /^#platform\/([\w/-]+)$/, replacement: new URL('src/platform/$1.ts', import.meta.url).pathname },
      // Likewise `payme.ts` behind `#domains/payments`.
      { find: /^#domains\/([\w-]+)$/, replacement: new URL('src/domains/$1/index.ts', import.meta.url).pathname },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/stories/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['tests/global.ts'],
    setupFiles: ['tests/setup.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
