import { checkedArtist, linkTo, type Ref, sentPlan } from '#tests/stories/prescribing.ts'
import { makeWorkspace } from '#domains/identity/seed.ts'
import { type Built, type Entries, hush, type Someone, type World } from './world.ts'

/** Somebody's own agency with a checked artist who has an account. */
async function agency(world: World): Promise<{ by: Someone; workspaceId: string; artist: Someone; recordId: string }> {
  const by = await world.person({ name: 'Mariam Koné' })
  const { id: workspaceId } = await makeWorkspace(world.house.db, { name: 'Nyala', kind: 'agency', owner: by.id })
  const artist = await world.person({ name: `${hush} Ama` })
  return { by, workspaceId, artist, recordId: await checkedArtist(world.house, workspaceId, { name: `${hush} Ama`, accountId: artist.id }) }
}

async function drafted(world: World) {
  const made = await agency(world)
  return { ...made, plan: await world.call<Ref>(made.by, 'checkup.draftPrescription', { recordId: made.recordId, offer: '290' }) }
}

async function sent(world: World) {
  const made = await agency(world)
  const actor = await world.actor(made.by)
  return { ...made, plan: await sentPlan(world.house, actor as Parameters<typeof sentPlan>[1], made.recordId, '290') }
}

/** A link for an artist who has no account yet, and somebody who holds it. */
async function linked(world: World): Promise<Built> {
  const { by, workspaceId } = await agency(world)
  const email = `${crypto.randomUUID()}@griot.example`
  const recordId = await checkedArtist(world.house, workspaceId, { email, name: 'Safi Diarra' })
  await world.call(by, 'checkup.inviteArtist', { recordId })
  return { by: await world.person(), input: { token: await linkTo(world.house, email) } }
}

type Made = Awaited<ReturnType<typeof drafted>>
const byCoach =
  (input: (made: Made) => Record<string, unknown>, make: (world: World) => Promise<Made> = drafted) =>
  async (world: World): Promise<Built> => {
    const made = await make(world)
    return { by: made.by, input: input(made) }
  }
const byArtist =
  (input: (made: Made) => Record<string, unknown>) =>
  async (world: World): Promise<Built> => {
    const made = await sent(world)
    return { by: made.artist, input: input(made) }
  }
const own = ({ plan }: Made) => ({ id: plan.id })
const seen =
  (more: object = {}) =>
  ({ plan }: Made) => ({ id: plan.id, version: plan.version, ...more })
/** Of the version that was sent. */
const read =
  (more: object = {}) =>
  ({ plan }: Made) => ({ id: plan.id, version: 1, ...more })

async function line(made: Made, world: World): Promise<string> {
  const { lines } = await world.call<{ lines: { key: string }[] }>(made.by, 'checkup.getPrescription', own(made))
  return lines[0]!.key
}
const ofLine = async (world: World): Promise<Built> => {
  const made = await drafted(world)
  return { by: made.by, input: { ...seen()(made), line: await line(made, world) } }
}

export const prescriptions: Entries = {
  'checkup.listPrescriptions': { isPrivate: true, build: byCoach(({ workspaceId }) => ({ workspaceId })) },
  'checkup.getPrescription': { isPrivate: true, build: byCoach(own) },
  'checkup.prescriptionVersions': { build: byCoach(own, sent) },
  'checkup.draftPrescription': {
    build: async (world) => {
      const { by, recordId } = await agency(world)
      return { by, input: { recordId, offer: '390' } }
    },
  },
  'checkup.editPrescription': { build: byCoach(seen({ note: 'Un mot.' })) },
  'checkup.renewPrescription': { build: byCoach(seen({ offer: '390' })) },
  'checkup.rewordLine': { build: ofLine },
  'checkup.houseLine': { build: ofLine },
  'checkup.sendPrescription': { build: byCoach(seen()) },
  'checkup.withdrawPrescription': { build: byCoach(own, sent) },
  'checkup.answerPrescription': { build: byCoach(({ plan }) => ({ id: plan.id, body: 'Oui.' }), sent) },
  'checkup.recordAcceptance': { build: byCoach(read({ how: 'phone', note: 'Oui au téléphone.' }), sent) },
  'checkup.inviteArtist': {
    build: async (world) => {
      const { by, workspaceId } = await agency(world)
      return { by, input: { recordId: await checkedArtist(world.house, workspaceId, { name: 'Safi Diarra' }), by: 'hand' } }
    },
  },
  'checkup.myPlans': {
    isPrivate: true,
    build: async (world) => {
      const { artist } = await sent(world)
      return { by: artist, input: {} }
    },
  },
  'checkup.getMyPlan': { isPrivate: true, build: byArtist(own) },
  'checkup.acceptPlan': { build: byArtist(read()) },
  'checkup.discussPlan': { build: byArtist(read({ body: 'Merci.' })) },
  'checkup.getArtistInvitation': { isKey: true, build: linked },
  'checkup.joinAgency': { isKey: true, build: linked },
}
