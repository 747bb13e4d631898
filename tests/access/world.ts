import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { actorOf } from '#domains/identity/actor.ts'
import { closeSessionCookie, sessionCookie } from '#domains/identity/cookies.ts'
import { hashPassword } from '#domains/identity/proofs/password.ts'
import { makePerson, makeWorkspace, seed as seedIdentity } from '#domains/identity/seed.ts'
import { insertSession } from '#domains/identity/store/sessions.ts'
import { sampleFilm } from '#domains/media/samples.ts'
import { seedTitle } from '#domains/media/seed.ts'
import { type Actor, nobody, type StaffRole } from '#platform/actor'
import { after, clock, day } from '#platform/clock'
import { randomToken } from '#platform/secrets'
import { openHouse, type TestHouse } from '../house.ts'

/** Stands in the name of everything that is nobody else's business. Met in a stranger's answer, it is a leak. */
export const hush = 'Sous-le-baobab'

export interface Someone {
  id: string
  email: string
  cookie: string
}

export interface Film {
  id: string
  slug: string
}

/** A house with a maker's workspace, another one's, the platform's staff, and a published film that can be watched. */
export interface World {
  house: TestHouse
  /** Owns the workspace whose rows are called for. */
  maker: Someone
  workspaceId: string
  slug: string
  /** In the same workspace, allowed to look and nothing else. */
  looker: Someone
  /** Signed in, in no workspace. */
  stranger: Someone
  /** Owns another workspace of the same kind, with a film and a title. */
  rival: Someone
  rivals: { workspaceId: string; slug: string; filmId: string; titleId: string; memberId: string }
  reviewer: Someone
  moderator: Someone
  administrator: Someone
  film: Film & { titleId: string }
  password: string
  person: (facts?: { name?: string; staff?: StaffRole[]; password?: boolean; email?: string }) => Promise<Someone>
  actor: (who: Someone | null) => Promise<Actor>
  call: <T = Record<string, never>>(who: Someone | null, name: string, input?: object) => Promise<T>
  /** The last letter or message to that address, once every job has run. */
  letter: (to: string) => Promise<string>
  draft: () => Promise<Film>
  /** A new session for somebody whose last one may have ended. */
  signInAgain: (who: Someone) => Promise<void>
  close: () => Promise<void>
}

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'griot-access-'))
  const house = await openHouse({ GOOGLE_CLIENT_ID: 'x', GOOGLE_CLIENT_SECRET: 'y' })
  const password = 'un-manguier-au-bord-du-lac'
  const passwordHash = await hashPassword(password)
  const person: World['person'] = async ({ name = 'Yao Koffi', staff = [], password: has = false, email } = {}) => {
    const made = await makePerson(house.db, { name, staff, ...(email ? { email } : {}), ...(has ? { passwordHash } : {}) })
    return { id: made.id, email: made.email, cookie: await openSession(house, made.id) }
  }
  const actor: World['actor'] = async (who) => (who ? actorOf(new Headers({ cookie: who.cookie })) : nobody)
  const call: World['call'] = async (who, name, input = {}) => house.call(await actor(who), name, input)
  const people = {
    maker: await person({ name: 'Kossi Adjovi' }),
    looker: await person({ name: 'Dado Ly' }),
    stranger: await person({ name: 'Bintou Sow' }),
    rival: await person({ name: 'Chidi Obi' }),
    reviewer: await person({ name: 'Fatou Ba', staff: ['reviewer'] }),
    moderator: await person({ name: 'Hugo Roy', staff: ['moderator'] }),
    administrator: await person({ name: 'Aminata Keita', staff: ['administrator'] }),
  }
  const own = await makeWorkspace(house.db, { name: `${hush} Films`, kind: 'production', owner: people.maker.id, members: { [people.looker.id]: 'viewer' } })
  const helper = await person()
  const other = await makeWorkspace(house.db, { name: 'Films du Niger', kind: 'production', owner: people.rival.id, members: { [helper.id]: 'editor' } })
  await seedIdentity(house.ctx())
  const path = await sampleFilm(join(folder, 'film.mp4'), { size: '256x144', seconds: 4 })
  const makeFilm = async (who: Someone, workspaceId: string, originalTitle: string): Promise<Film & { titleId: string }> => {
    const film = await call<Film>(who, 'cinema.createFilm', { workspaceId, originalTitle })
    const titleId = await seedTitle(house.ctx(await actor(who)), workspaceId, originalTitle, path, [], who.id)
    await call(who, 'cinema.setFilmVideo', { id: film.id, titleId })
    return { ...film, titleId }
  }
  const film = await makeFilm(people.maker, own.id, 'Mossane')
  const rivalFilm = await call<Film>(people.rival, 'cinema.createFilm', { workspaceId: other.id, originalTitle: 'Niger' })
  const rivalTitle = await call<{ id: string }>(people.rival, 'media.createTitle', { workspaceId: other.id, name: 'Niger' })
  await house.runJobs()
  await sql`update cinema.films set state = 'published', listed_at = now() where id = ${film.id}`.execute(house.db)
  return {
    house,
    ...people,
    workspaceId: own.id,
    slug: own.slug,
    film,
    password,
    person,
    actor,
    call,
    rivals: { workspaceId: other.id, slug: other.slug, filmId: rivalFilm.id, titleId: rivalTitle.id, memberId: helper.id },
    letter: async (to) => {
      await house.runJobs()
      const { rows } = await sql<{ text: string }>`select body_text as text from platform.mailbox where recipient = ${to} order by id desc limit 1`.execute(house.db)
      return rows[0]?.text ?? ''
    },
    signInAgain: async (who) => {
      who.cookie = await openSession(house, who.id)
    },
    draft: () => call<Film>(people.maker, 'cinema.createFilm', { workspaceId: own.id, originalTitle: `${hush} brouillon` }),
    close: async () => {
      await house.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openSession(house: TestHouse, userId: string): Promise<string> {
  const token = randomToken()
  const now = clock.now()
  await insertSession(house.db, { userId, token, kind: 'browser', method: 'password', ip: '127.0.0.1', userAgent: 'test', now, expiresAt: after(now, day) })
  return `${sessionCookie()}=${closeSessionCookie(token)}`
}

/** What a call needs. Built anew for each call that changes something. */
export interface Built {
  input: Record<string, unknown>
  /** Somebody who may: the call must then succeed. */
  by: Someone | null
}

export interface Entry {
  build: (world: World) => Promise<Built> | Built
  /** The answer to `by` shows something private: proof that a leak would be seen. */
  isPrivate?: boolean
  /** The input is itself the key to the door (a code, a token): whoever has it is let in, once. */
  isKey?: boolean
  /** The rival's own thing named together with something of the maker's. Must be refused. */
  crossed?: (world: World, built: Built) => Promise<Record<string, unknown>> | Record<string, unknown>
}

export type Entries = Readonly<Record<string, Entry>>
