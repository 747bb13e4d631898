import { index, layout, route, type RouteConfig } from '@react-router/dev/routes'

/** Every address of the pages and the screen it opens. */
export default [
  // The house
  index('spaces/home.tsx'),
  route('search', 'spaces/search.tsx'),
  route('status', 'spaces/status.tsx'),
  route('offline', 'spaces/offline.tsx'),
  route('preferences', 'spaces/preferences.ts'),
  route('ui', 'spaces/parts.tsx'),

  // MONA, the agency and label
  route('mona', 'spaces/mona.tsx'),

  // SPARK, the media lab
  route('spark', 'spaces/spark.tsx'),

  // Flow Stage, the concert market
  route('stage', 'spaces/stage.tsx'),

  // Karangou, the cinema
  layout('spaces/karangou-layout.tsx', []),

  // Sign-in

  // Account
  layout('spaces/account-layout.tsx', []),

  // Back office
  layout('spaces/office-layout.tsx', []),

  // Nowhere
  route('*', 'spaces/missing.tsx'),
] satisfies RouteConfig
