import { type Entries, hush, type World } from './world.ts'

const bySomeone =
  (input: object = {}) =>
  async (world: World) => ({ by: await world.person({ name: `${hush} Quelqu’un` }), input: input as Record<string, unknown> })
const byKeeper =
  (input: object = {}) =>
  (world: World) => ({ by: world.administrator, input: input as Record<string, unknown> })

/** Somebody whose name stands in the audit trail. */
async function consenting(world: World) {
  const somebody = await world.person({ name: `${hush} Quelqu’un` })
  await world.call(somebody, 'trust.setConsent', { purpose: 'news', granted: true })
  return somebody
}

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
  'trust.listAudit': {
    isPrivate: true,
    build: async (world) => {
      const { id } = await consenting(world)
      return { by: world.administrator, input: { actorId: id } }
    },
  },
  'trust.auditVerdict': { build: byKeeper() },
  'trust.listRetentions': { build: byKeeper() },
  'trust.editRetention': { build: byKeeper({ name: 'platform.mailbox', days: 20 }) },
}
