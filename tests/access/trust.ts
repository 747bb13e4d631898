import { type Entries, hush, type World } from './world.ts'

const bySomeone =
  (input: object = {}) =>
  async (world: World) => ({ by: await world.person({ name: `${hush} Quelqu’un` }), input: input as Record<string, unknown> })
const byKeeper =
  (input: object = {}) =>
  (world: World) => ({ by: world.administrator, input: input as Record<string, unknown> })

export const trust: Entries = {
  'trust.myConsents': { build: bySomeone() },
  'trust.setConsent': { build: bySomeone({ purpose: 'news', granted: true }) },
  'trust.myExports': { build: bySomeone() },
  'trust.requestExport': { build: bySomeone() },
  'trust.getErasure': { build: bySomeone() },
  'trust.requestErasure': {
    build: async (world) => {
      const by = await world.person()
      return { by, input: { confirm: by.email } }
    },
  },
  'trust.cancelErasure': { build: bySomeone() },
  'trust.myAudit': { build: bySomeone() },
  'trust.listAudit': { isPrivate: true, build: byKeeper({ limit: 5 }) },
  'trust.auditVerdict': { isPrivate: true, build: byKeeper() },
  'trust.listRetentions': { isPrivate: true, build: byKeeper() },
  'trust.editRetention': { build: byKeeper({ name: 'platform.mailbox', days: 20 }) },
}
