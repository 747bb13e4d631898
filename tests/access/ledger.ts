import { postTransfer } from '#domains/ledger'
import { type Built, type Entries, hush, type World } from './world.ts'

/** Money in a pot whose owner nobody else may read of; answers its account. */
async function account(world: World): Promise<Built> {
  const owner = `project:${hush} ${crypto.randomUUID()}`
  await postTransfer(world.house.db, {
    key: `access:${crypto.randomUUID()}`,
    reason: 'contribution',
    legs: [{ debit: { owner: 'provider:access', purpose: 'float', currency: 'XOF' }, credit: { owner, purpose: 'pot', currency: 'XOF' }, amount: 5_000 }],
  })
  const by = await world.person({ staff: ['finance'] })
  const { items } = await world.call<{ items: { id: string }[] }>(by, 'ledger.listAccounts', { search: owner })
  return { by, input: { accountId: items[0]!.id } }
}
const keeper =
  (input: object = {}) =>
  async (world: World): Promise<Built> => ({ ...(await account(world)), input: { ...input } })

/** Long before anything was posted: each year's January can be closed once. */
let closed = 10

export const ledger: Entries = {
  'ledger.trialBalance': { build: keeper() },
  'ledger.listAccounts': { isPrivate: true, build: keeper({ search: hush }) },
  'ledger.accountStatement': { isPrivate: true, build: account },
  'ledger.getTransfer': {
    isPrivate: true,
    build: async (world) => {
      const { by, input } = await account(world)
      const { items } = await world.call<{ items: { id: string }[] }>(by, 'ledger.accountStatement', input)
      return { by, input: { transfer: items[0]!.id } }
    },
  },
  'ledger.listPeriods': { build: keeper() },
  'ledger.closePeriod': { build: (world) => keeper({ month: `20${(closed += 1)}-01` })(world) },
}
