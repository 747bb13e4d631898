import { index, layout, route, type RouteConfig } from '@react-router/dev/routes'

/** Every address of the pages and the screen it opens. */
export default [
  // The house
  index('spaces/home.tsx'),
  route('search', 'spaces/search.tsx'),
  route('status', 'spaces/status.tsx'),
  route('mailbox', 'spaces/mailbox.tsx'),
  route('sandbox/phone', 'spaces/sandbox/phone.tsx'),
  route('offline', 'spaces/offline.tsx'),
  route('preferences', 'spaces/preferences.ts'),
  route('ui', 'spaces/parts.tsx'),
  route('api/docs', 'spaces/api/docs.tsx'),
  route('api/docs/:room', 'spaces/api/room.tsx'),

  // MONA, the agency and label
  route('mona', 'spaces/mona/front.tsx'),
  route('mona/agency', 'spaces/mona/agency.ts'),
  layout('spaces/mona/layout.tsx', [
    // Artists, people, organisations, imports
    route('mona/artists', '../domains/crm/screens/records/artists.tsx'),
    route('mona/artists/:id', 'spaces/mona/artist.tsx'),
    route('mona/artists/new', '../domains/crm/screens/records/new.tsx', { id: 'artist-new' }),
    route('mona/contacts', '../domains/crm/screens/records/contacts.tsx'),
    route('mona/contacts/new', '../domains/crm/screens/records/new.tsx', { id: 'contact-new' }),
    route('mona/contacts/:id', '../domains/crm/screens/records/contact.tsx'),
    route('mona/fields', '../domains/crm/screens/records/fields.tsx'),
    route('mona/import', '../domains/crm/screens/import/imports.tsx'),
    route('mona/import/:id', '../domains/crm/screens/import/import.tsx'),
    route('mona/duplicates', '../domains/crm/screens/import/duplicates.tsx'),
    // Pipeline
    route('mona/pipeline', '../domains/crm/screens/pipeline/pipeline.tsx'),
    route('mona/pipeline/stats', '../domains/crm/screens/pipeline/stats.tsx'),
    route('mona/pipeline/settings', '../domains/crm/screens/pipeline/settings.tsx'),
    // Tasks
    route('mona/today', '../domains/planning/screens/day/today.tsx'),
    route('mona/tasks', '../domains/planning/screens/list/tasks.tsx'),
    route('mona/tasks/act', '../domains/planning/screens/act.ts'),
    route('mona/tasks/:id', '../domains/planning/screens/list/task.tsx'),
    route('mona/rhythm', '../domains/planning/screens/rhythm/rhythm.tsx'),
    // Messages sent
    route('mona/outreach', '../domains/outreach/screens/outreach.tsx'),
    route('mona/outreach/templates', '../domains/outreach/screens/templates.tsx'),
    route('mona/outreach/templates/:id', '../domains/outreach/screens/template.tsx'),
    route('mona/outreach/sequences/:id', '../domains/outreach/screens/sequence.tsx'),
    route('mona/outreach/mailbox', '../domains/outreach/screens/mailbox.tsx'),
    route('mona/outreach/write/:id', '../domains/outreach/screens/write.tsx'),
    // Check-ups and prescriptions
    route('mona/checkups', '../domains/checkup/screens/checkup/checkups.tsx'),
    route('mona/checkups/start', '../domains/checkup/screens/checkup/start.ts'),
    route('mona/checkups/:id', '../domains/checkup/screens/checkup/checkup.tsx'),
    route('mona/grid', '../domains/checkup/screens/grid/grid.tsx'),
    route('mona/artists/:id/figures', '../domains/checkup/screens/figures/figures.tsx'),
    route('mona/plans', '../domains/checkup/screens/prescription/plans.tsx'),
    route('mona/plans/:id', '../domains/checkup/screens/prescription/plan.tsx'),
    // Market Fit
    route('mona/fit', '../domains/fit/screens/agency.tsx'),
    route('mona/fit/:id', '../domains/fit/screens/artist.tsx'),
    // The artist's own space
    route('mona/me', 'spaces/mona/me/home.tsx'),
    route('mona/me/plans/:id', '../domains/checkup/screens/prescription/my-plan.tsx'),
    route('mona/join/:token', '../domains/checkup/screens/prescription/join.tsx'),
  ]),

  // SPARK, the media lab
  route('spark', 'spaces/spark.tsx'),

  // Flow Stage, the concert market
  route('stage', 'spaces/stage.tsx'),

  // Karangou, the cinema
  layout('spaces/karangou/layout.tsx', [
    route('karangou', 'spaces/karangou/front.tsx'),
    route('karangou/films', '../domains/cinema/screens/catalogue.tsx'),
    route('karangou/films/:slug', 'spaces/karangou/film.tsx'),
    route('karangou/projects', '../domains/crowdfunding/screens/public/projects.tsx'),
    route('karangou/projects/:slug', '../domains/crowdfunding/screens/public/project.tsx'),
    route('karangou/projects/:slug/contribute', '../domains/crowdfunding/screens/giving/contribute.tsx'),
    route('karangou/contributions/:id', '../domains/crowdfunding/screens/giving/contribution.tsx'),
    route('karangou/people/:slug', '../domains/cinema/screens/person.tsx'),
    route('karangou/collections', '../domains/cinema/screens/collections.tsx'),
    route('karangou/collections/:slug', '../domains/cinema/screens/collection.tsx'),
    route('karangou/studio', 'spaces/karangou-studio.tsx'),
    route('karangou/studio/projects', '../domains/crowdfunding/screens/studio/projects.tsx'),
    route('karangou/studio/projects/new', 'spaces/karangou-studio-project-new.tsx'),
    route('karangou/studio/projects/:id', 'spaces/karangou-studio-project.tsx'),
    route('karangou/studio/films/new', '../domains/cinema/screens/studio-new.tsx'),
    route('karangou/studio/films/:id', 'spaces/karangou-studio-film.tsx'),
    route('karangou/review', '../domains/cinema/screens/review.tsx'),
    route('karangou/review/collections/new', '../domains/cinema/screens/collection-edit.tsx', { id: 'collection-new' }),
    route('karangou/review/collections/:slug', '../domains/cinema/screens/collection-edit.tsx'),
    route('karangou/review/projects', '../domains/crowdfunding/screens/review/projects.tsx'),
    route('karangou/review/projects/:id', '../domains/crowdfunding/screens/review/project.tsx'),
    route('karangou/review/milestones', '../domains/crowdfunding/screens/review/milestones.tsx'),
    route('karangou/review/:id', 'spaces/karangou-review-film.tsx'),
    route('karangou/films/:slug/watch', 'spaces/karangou/watch.tsx'),
    route('karangou/history', '../domains/playback/screens/history.tsx'),
    route('karangou/me', '../domains/audience/screens/me.tsx'),
    route('karangou/favourites', '../domains/audience/screens/favourites.tsx'),
    route('karangou/lists', '../domains/audience/screens/lists.tsx'),
    route('karangou/lists/:id', '../domains/audience/screens/list.tsx'),
    route('karangou/shared/:token', '../domains/audience/screens/shared.tsx'),
    route('karangou/moderation', '../domains/audience/screens/moderation.tsx'),
    route('karangou/moderation/messages', '../domains/crowdfunding/screens/review/messages.tsx'),
  ]),

  // Sign-in
  route('sign-in', '../domains/identity/screens/sign-in.tsx'),
  route('sign-in/code', '../domains/identity/screens/sign-in-code.tsx'),
  route('sign-in/second-factor', '../domains/identity/screens/second-factor.tsx'),
  route('sign-in/link', '../domains/identity/screens/sign-in-link.tsx'),
  route('sign-in/with/:provider', '../domains/identity/screens/sign-in-with.ts'),
  route('sign-up', '../domains/identity/screens/sign-up.tsx'),
  route('verify', '../domains/identity/screens/verify.tsx'),
  route('recover', '../domains/identity/screens/recover.tsx'),
  route('reset', '../domains/identity/screens/reset.tsx'),
  route('sign-out', '../domains/identity/screens/sign-out.tsx'),
  route('invitations/:token', '../domains/identity/screens/invitation.tsx'),

  // The address at the foot of a mail
  route('unsubscribe/:token', '../domains/messaging/screens/unsubscribe.tsx'),
  route('stop/:token', '../domains/outreach/screens/stop.tsx'),

  // Account
  layout('spaces/account-layout.tsx', [
    route('account/devices', '../domains/playback/screens/devices.tsx'),
    route('account', '../domains/identity/screens/account.tsx'),
    route('account/security', '../domains/identity/screens/security.tsx'),
    route('account/workspaces', '../domains/identity/screens/workspaces.tsx'),
    route('account/workspaces/:slug', '../domains/identity/screens/workspace.tsx'),
    route('account/workspaces/:slug/webhooks', '../domains/webhooks/screens/webhooks.tsx'),
    route('account/workspaces/:slug/webhooks/:webhookId', '../domains/webhooks/screens/webhook.tsx'),
    route('account/data', '../domains/trust/screens/data.tsx'),
    route('account/contributions', '../domains/crowdfunding/screens/giving/my-contributions.tsx'),
    route('account/notices', '../domains/messaging/screens/notices.tsx'),
    route('account/notifications', '../domains/messaging/screens/notifications.tsx'),
  ]),

  // Back office
  layout('spaces/office-layout.tsx', [
    route('office/people', '../domains/identity/screens/people.tsx'),
    route('office/refunds', '../domains/crowdfunding/screens/office/refunds.tsx'),
    route('office/payments', '../domains/payments/screens/payments.tsx'),
    route('office/payments/:id', '../domains/payments/screens/payment.tsx'),
    route('office/payouts', '../domains/payments/screens/payouts.tsx'),
    route('office/holds', '../domains/payments/screens/holds.tsx'),
    route('office/reconciliation', '../domains/payments/screens/reconciliations.tsx'),
    route('office/reconciliation/:id', '../domains/payments/screens/reconciliation.tsx'),
    route('counter', '../domains/payments/screens/counter.tsx'),
    route('office/ledger', '../domains/ledger/screens/ledger.tsx'),
    route('office/ledger/accounts/:id', '../domains/ledger/screens/account.tsx'),
    route('office/audit', '../domains/trust/screens/audit.tsx'),
    route('office/retention', '../domains/trust/screens/retention.tsx'),
  ]),

  // Nowhere
  route('*', 'spaces/missing.tsx'),
] satisfies RouteConfig
