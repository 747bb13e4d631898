import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite takes `#platform/events` for Node's own `events`.
  resolve: { alias: { '#platform/events': new URL('src/platform/events.ts', import.meta.url).pathname } },
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
