import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import { postTransfer } from '#domains/ledger'
import { readConfig, setConfig } from '#platform/config'
import { seal } from '#platform/secrets'
import { hush, type Built, type Entries, type Someone, type World } from './world.ts'

interface Facts {
  state?: string
  /** Whose project: the maker's, titled so that a leak is heard, or the rival's, for what everyone may see. */
  open?: boolean
  settled?: boolean
}
interface Made {
  id: string
  slug: string
  milestoneId: string
  documentId: string
}

const bank = { kind: 'bank', iban: 'FR7630006000011234567890189', bic: null, name: 'Kossi Adjovi' }
const picture = { src: `/media/pictures/${hush}/640.jpg`, width: 640, height: 360, color: '#334455', sources: [] }
const days: Record<string, string> = { succeeded: 'now()' }

/** A project with all its papers, in some state. */
async function project(world: World, { state = 'draft', open = false, settled = false }: Facts = {}): Promise<Made> {
  const db = world.house.db
  const slug = `projet-${randomUUID().slice(0, 8)}`
  const launched = !['draft', 'submitted', 'changes-asked', 'approved', 'refused'].includes(state)
  const { rows } = await sql<{
    id: string
  }>`insert into crowdfunding.projects (slug, workspace_id, title, summary, story, risks, country, goal, ends_on, ends_at, cover, budget, team, payout_to, payout_shown,
      state, fee_basis_points, launched_at, submitted_at, decided_at, settled_at)
    values (${slug}, ${open ? world.rivals.workspaceId : world.workspaceId}, ${open ? 'Le passeur' : `${hush} le film`}, 'Un film.', ${'Il était une fois. '.repeat(20)}, 'La pluie.', 'TG', 100000,
      (now() + interval '20 days')::date, ${launched ? sql`now() + interval '20 days'` : null}, ${JSON.stringify(open ? null : picture)}::jsonb,
      ${JSON.stringify([{ label: 'Tournage', amount: 100_000 }])}::jsonb, ${JSON.stringify([{ name: 'Kossi', role: '', bio: '' }])}::jsonb,
      ${seal('payout', Buffer.from(JSON.stringify(bank)))}, ${JSON.stringify({ kind: 'bank', label: 'FR76 •••• 0189', name: 'Kossi' })}::jsonb,
      ${state}, ${launched ? 500 : null}, ${launched ? sql`now()` : null}, ${state === 'draft' ? null : sql`now()`}, ${days[state] ? sql`now()` : null}, ${settled ? sql`now()` : null}) returning id`.execute(
    db,
  )
  const { id } = rows[0]!
  const milestone = await sql<{
    id: string
  }>`insert into crowdfunding.milestones (project_id, position, title, basis_points, amount) values (${id}, 0, 'Tournage', 10000, 1000) returning id`.execute(db)
  const document = await sql<{
    id: string
  }>`insert into crowdfunding.documents (project_id, name, visibility, type, size) values (${id}, ${open ? 'devis.pdf' : `${hush}.pdf`}, 'reviewers', 'application/pdf', 9) returning id`.execute(
    db,
  )
  return { id, slug, milestoneId: milestone.rows[0]!.id, documentId: document.rows[0]!.id }
}

const shown = (world: World, state = 'live') => project(world, { state, open: true })

const anyone =
  (input: (made: Made) => Record<string, unknown> = ({ slug }) => ({ slug })) =>
  async (world: World): Promise<Built> => ({ by: null, input: input(await shown(world)) })
const signedIn =
  (input: (made: Made, world: World) => Record<string, unknown> | Promise<Record<string, unknown>>) =>
  async (world: World): Promise<Built> => ({ by: await world.person(), input: await input(await shown(world), world) })
const byMaker =
  (input: (made: Made, world: World) => Record<string, unknown> | Promise<Record<string, unknown>>, facts: Facts = {}) =>
  async (world: World): Promise<Built> => ({ by: world.maker, input: await input(await project(world, facts), world) })
const byReviewer =
  (input: (made: Made, world: World) => Record<string, unknown> | Promise<Record<string, unknown>> = () => ({}), facts: Facts = {}) =>
  async (world: World): Promise<Built> => ({ by: world.reviewer, input: await input(await project(world, facts), world) })

const gift = { amount: 5_000, name: 'Awa', email: 'awa@griot.example', provider: 'voucher', channel: 'counter' }

async function contribution(world: World, { slug }: Made, by: Someone | null = null): Promise<{ id: string; token: string }> {
  const { id } = await world.call<{ id: string }>(by, 'crowdfunding.contribute', { slug, ...gift })
  return { id, token: tokenOf(id) }
}

/** A contribution whose refund could not arrive. */
async function stuck(world: World, made: Made): Promise<{ id: string; token: string }> {
  const one = await contribution(world, made)
  const refundId = randomUUID()
  const db = world.house.db
  const refunds = { owner: `project:${made.id}`, purpose: 'refunds', currency: 'XOF' } as const
  await postTransfer(db, { key: randomUUID(), reason: 'demo', legs: [{ debit: { owner: 'platform', purpose: 'suspense', currency: 'XOF' }, credit: refunds, amount: 5_000 }] })
  await sql`insert into payments.outs (id, kind, key, subject, payment_id, amount, currency, debit_owner, debit_purpose, provider, description, state, booked, transfer, reference)
    select ${refundId}, 'refund', ${refundId}, ${`contribution:${one.id}`}, payment_id, 5000, 'XOF', ${refunds.owner}, 'refunds', 'voucher', 'x', 'needs-account', 'voided', ${`refund:${refundId}`}, ${refundId}
    from crowdfunding.contributions where id = ${one.id}`.execute(db)
  await sql`update crowdfunding.contributions set state = 'refund-stuck', refund_why = 'own-wish', refund_id = ${refundId}, stuck_at = now(), name = ${hush} where id = ${one.id}`.execute(
    db,
  )
  return one
}

/** The house learns of a provider that reaches wallets; nobody is called. */
function withWallets(world: World): void {
  const env = { FEDAPAY_URL: 'http://127.0.0.1:9/v1', FEDAPAY_SECRET_KEY: 'sk_sandbox_x', FEDAPAY_WEBHOOK_SECRET: 'wh_sandbox_x' }
  const house = { NODE_ENV: 'test', GRIOT_DATA: world.house.config.dataDir, RATE_LIMIT_FACTOR: '0', MIN_FREE_BYTES: '0', PUBLIC_URL: 'http://localhost', DEMO: '1' }
  const read = readConfig({ ...house, GOOGLE_CLIENT_ID: 'x', GOOGLE_CLIENT_SECRET: 'y', ...env })
  if ('mistakes' in read) throw new Error(read.mistakes.join())
  setConfig(read.config)
}

async function question(world: World, made: Made): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into crowdfunding.questions (project_id, text, at) values (${made.id}, 'Quand ?', now()) returning id`.execute(world.house.db)
  return rows[0]!.id
}

async function asked(made: Made, world: World): Promise<Record<string, unknown>> {
  const payable = { owner: `project:${made.id}`, purpose: 'payable', currency: 'XOF' } as const
  await postTransfer(world.house.db, {
    key: randomUUID(),
    reason: 'demo',
    legs: [{ debit: { owner: 'platform', purpose: 'suspense', currency: 'XOF' }, credit: payable, amount: 1_000 }],
  })
  await sql`update crowdfunding.milestones set state = 'asked', asked_at = now() where id = ${made.milestoneId}`.execute(world.house.db)
  return { id: made.milestoneId, verdict: 'approved' }
}

const finance = new WeakMap<World, Promise<Someone>>()
const keeper = (world: World): Promise<Someone> => {
  const one = finance.get(world) ?? world.person({ name: 'Yao Amouzou', staff: ['finance'] })
  finance.set(world, one)
  return one
}

const own = (made: Made) => ({ id: made.id })
const byId = (change: Record<string, unknown>) => (made: Made) => ({ id: made.id, ...change })
const succeeded = { state: 'succeeded', settled: true }

export const funding: Entries = {
  'crowdfunding.listProjects': { build: async (world) => (await shown(world), { by: null, input: {} }) },
  'crowdfunding.getProject': { build: anyone() },
  'crowdfunding.projectMoney': { build: anyone() },
  'crowdfunding.projectWall': { build: anyone() },
  'crowdfunding.projectUpdates': { build: anyone() },
  'crowdfunding.projectComments': { build: anyone() },
  'crowdfunding.projectQuestions': { build: anyone() },
  'crowdfunding.projectVersions': { build: anyone() },
  'crowdfunding.fundableAfter': { build: (world) => ({ by: null, input: { slug: world.film.slug } }) },
  'crowdfunding.contributionMethods': { build: anyone() },
  'crowdfunding.contribute': { build: anyone(({ slug }) => ({ slug, ...gift })) },
  'crowdfunding.contributeAgain': {
    isKey: true,
    build: async (world) => {
      const one = await contribution(world, await shown(world))
      await world.call(null, 'crowdfunding.takeBack', one)
      return { by: null, input: one }
    },
  },
  'crowdfunding.getContribution': { isKey: true, build: async (world) => ({ by: null, input: await contribution(world, await shown(world)) }) },
  'crowdfunding.myContributions': {
    build: async (world) => {
      const by = await world.person()
      await contribution(world, await shown(world), by)
      return { by, input: {} }
    },
  },
  'crowdfunding.takeBack': { isKey: true, build: async (world) => ({ by: null, input: await contribution(world, await shown(world)) }) },
  'crowdfunding.renewWallet': {
    isKey: true,
    build: async (world) => {
      const one = await stuck(world, await shown(world))
      withWallets(world)
      return { by: null, input: { ...one, channel: 'flooz', phone: '+22896112233' } }
    },
  },
  'crowdfunding.followProject': { build: signedIn(({ slug }) => ({ slug })) },
  'crowdfunding.unfollowProject': { build: signedIn(({ slug }) => ({ slug })) },
  'crowdfunding.commentProject': { build: signedIn(({ slug }) => ({ slug, text: 'Bravo.' })) },
  'crowdfunding.removeComment': {
    build: async (world) => {
      // Of the maker's project: the makers of a project may take comments away, and the rival would be one of them.
      const { slug } = await project(world, { state: 'live' })
      const by = await world.person()
      const { id } = await world.call<{ id: string }>(by, 'crowdfunding.commentProject', { slug, text: 'Bravo.' })
      return { by, input: { id } }
    },
  },
  'crowdfunding.askQuestion': { build: signedIn(({ slug }) => ({ slug, text: 'Quand ?' })) },

  'crowdfunding.studioProjects': { isPrivate: true, build: byMaker(() => ({})) },
  'crowdfunding.getStudioProject': { isPrivate: true, build: byMaker(own) },
  'crowdfunding.createProject': { build: (world) => ({ by: world.maker, input: { workspaceId: world.workspaceId, title: 'Le passeur' } }) },
  'crowdfunding.editProject': { build: byMaker(byId({ summary: 'Un autre film.' })) },
  'crowdfunding.setBudget': { build: byMaker(byId({ lines: [{ label: 'Tout', amount: 100_000 }] })) },
  'crowdfunding.setRewards': { build: byMaker(byId({ rewards: [{ title: 'Une affiche', amount: 1_000 }] })) },
  'crowdfunding.setTeam': { build: byMaker(byId({ team: [{ name: 'Safi' }] })) },
  'crowdfunding.setMilestones': { build: byMaker(byId({ milestones: [{ title: 'Tournage', basisPoints: 10_000 }] })) },
  'crowdfunding.setPayoutTo': { build: byMaker(byId({ kind: 'bank', iban: 'FR7630006000011234567890189', name: 'Kossi' })) },
  'crowdfunding.removeProjectDocument': {
    build: byMaker(({ id, documentId }) => ({ id, documentId })),
    crossed: async (world, { input }) => ({ documentId: input.documentId, id: (await shown(world)).id }),
  },
  'crowdfunding.removeProjectPicture': { build: byMaker(byId({ src: picture.src })) },
  'crowdfunding.submitProject': { build: byMaker(own) },
  'crowdfunding.launchProject': { build: byMaker(own, { state: 'approved' }) },
  'crowdfunding.cancelProject': { build: byMaker(own, { state: 'live' }) },
  'crowdfunding.removeProject': { build: byMaker(own) },
  'crowdfunding.postUpdate': { build: byMaker(byId({ title: 'Nous tournons', text: 'Depuis hier.' }), { state: 'live' }) },
  'crowdfunding.answerQuestion': { build: byMaker(async (made, world) => ({ id: await question(world, made), answer: 'Bientôt.' }), { state: 'live' }) },
  'crowdfunding.moderateMessage': { build: byMaker(async (made, world) => ({ id: (await contribution(world, made)).id, hidden: true }), { state: 'live' }) },
  'crowdfunding.projectFigures': { build: byMaker(own, { state: 'live' }) },
  'crowdfunding.listContributors': {
    isPrivate: true,
    build: byMaker(
      async (made, world) => {
        const { id } = await contribution(world, made)
        await sql`update crowdfunding.contributions set name = ${hush} where id = ${id}`.execute(world.house.db)
        return own(made)
      },
      { state: 'live' },
    ),
  },
  'crowdfunding.askMilestone': {
    build: byMaker(({ milestoneId, documentId }) => ({ id: milestoneId, note: 'Tourné.', documentIds: [documentId] }), succeeded),
    crossed: async (world, { input }) => ({ ...input, id: (await shown(world)).milestoneId }),
  },

  'crowdfunding.projectQueue': { isPrivate: true, build: byReviewer(() => ({}), { state: 'submitted' }) },
  'crowdfunding.decideProject': { build: byReviewer(byId({ verdict: 'approved' }), { state: 'submitted' }) },
  'crowdfunding.milestoneQueue': { isPrivate: true, build: byReviewer(async (made, world) => (await asked(made, world), {}), succeeded) },
  'crowdfunding.decideMilestone': { build: byReviewer(asked, succeeded) },
  'crowdfunding.contributionMessages': {
    isPrivate: true,
    build: async (world) => {
      const { id } = await contribution(world, await shown(world))
      await sql`update crowdfunding.contributions set state = 'confirmed', number = ${`R-2026-${id.slice(-6)}`}, confirmed_at = now(), message = ${hush} where id = ${id}`.execute(
        world.house.db,
      )
      return { by: world.moderator, input: {} }
    },
  },
  'crowdfunding.stuckRefunds': { isPrivate: true, build: async (world) => (await stuck(world, await shown(world)), { by: await keeper(world), input: {} }) },
}
