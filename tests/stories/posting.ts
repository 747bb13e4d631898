import { sql } from 'kysely'
import { notify } from '#domains/messaging'
import type { Person } from '#platform/actor'
import { clock, hour } from '#platform/clock'
import { type MailDoor, openMailDoor } from '#tests/doors/mail.ts'
import { openHouse, type TestHouse } from '#tests/house.ts'

/** A house with a mail server, and what stories of notices do again and again. */
export async function openPosting() {
  const post: MailDoor = await openMailDoor()
  const house: TestHouse = await openHouse({ MAIL_URL: post.url })
  const offered = async (person: Person) => {
    const { topics } = await house.call<{ topics: { topic: string; channels: { channel: string; wanted: boolean }[] }[] }>(person, 'messaging.getNoticeSettings')
    return topics.flatMap(({ topic, channels }) => channels.filter((one) => one.wanted).map(({ channel }) => `${topic}:${channel}`))
  }
  return {
    house,
    post,
    mailsTo: (to: string) => post.mails.filter((mail) => mail.to?.some(({ address }) => address === to)),
    /** A kind that can be turned off, by mail and push. */
    film: (person: Person, title = 'Mossane', key?: string) =>
      notify(house.db, { userId: person.id, kind: 'cinema.watchable', params: { title }, href: '/karangou/films/mossane', ...(key ? { key } : {}) }),
    /** An essential kind, by mail. */
    essential: (person: Person) =>
      notify(house.db, { userId: person.id, kind: 'audience.commentHidden', params: { film: 'Mossane', reason: 'spam', note: '' }, href: '/karangou/films/mossane' }),
    settle: (person: Person, choices: object) => house.call(person, 'messaging.setNoticeSettings', { timeZone: 'Africa/Lome', ...choices }),
    /** The boxes that are ticked, but what is named. */
    allBut: async (person: Person, ...left: string[]) => (await offered(person)).filter((pair) => !left.includes(pair)),
    lines: async (person: Person) =>
      (
        await sql<{
          channel: string
          state: string
          dueAt: Date | null
        }>`select channel, state, due_at as "dueAt" from messaging.deliveries where user_id = ${person.id} order by id`.execute(house.db)
      ).rows,
    /** Time passes: for the house by its clock, for the queue, which lives in the database, by hand. */
    pass: async (ms: number): Promise<void> => {
      clock.travel(ms)
      await sql`update graphile_worker._private_jobs set run_at = now() where run_at <= ${clock.now()}`.execute(house.db)
      await house.runJobs()
    },
    close: async (): Promise<void> => {
      await house.close()
      await post.close()
    },
  }
}

export type Posting = Awaited<ReturnType<typeof openPosting>>

/** Sets the house's clock to that hour, today or tomorrow. */
export function goTo(utcHour: number): void {
  const now = clock.now()
  const then = new Date(now)
  then.setUTCHours(utcHour, 0, 0, 0)
  clock.travel(then.getTime() - now.getTime() + (then < now ? 24 * hour : 0))
}
