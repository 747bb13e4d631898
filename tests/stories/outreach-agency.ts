import { sql } from 'kysely'
import type { Person } from '#platform/actor'
import type { TestHouse } from '#tests/house.ts'

/** An agency that writes from a mailbox of its own, at any hour. For the stories of outreach. */
export interface Agency {
  house: TestHouse
  owner: Person
  workspaceId: string
  call: <T = Record<string, never>>(name: string, input?: unknown) => Promise<T>
  artist: (name: string, email: string | null, more?: object) => Promise<string>
  mailbox: (servers: { smtpPort: number; imapPort?: number; user?: string; password?: string; markSeen?: boolean; pace?: number; dailyLimit?: number }) => Promise<string>
  template: (subject: string, body: string, channel?: 'mail' | 'dm') => Promise<string>
  sequence: (steps: object[]) => Promise<string>
  enrol: (id: string, recordIds: string[]) => Promise<{ enrolled: number; left: { id: string; why: string }[]; waiting: { id: string; missing: string[] }[] }>
  /** Every enrolment of a sequence, by its record. */
  states: (sequenceId: string) => Promise<Map<string, { id: string; state: string; reason: string | null; position: number }>>
}

export async function openAgency(house: TestHouse, name = 'Nyala Essai'): Promise<Agency> {
  const owner = await house.person({ name: 'Mariam Koné' })
  const workspaceId = await house.workspace(owner, { name, kind: 'agency' })
  const call: Agency['call'] = (operation, input = {}) => house.call(owner, operation, input)
  return {
    house,
    owner,
    workspaceId,
    call,
    artist: async (artist, email, more = {}) => (await call<{ id: string }>('crm.createArtist', { name: artist, email, ...more })).id,
    mailbox: async ({ smtpPort, imapPort, user = '', password = '', ...more }) => {
      const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none', user })
      const servers = { smtp: server(smtpPort), ...(imapPort ? { imap: server(imapPort) } : {}), ...(password ? { smtpPassword: password, imapPassword: password } : {}) }
      const facts = {
        kind: 'smtp',
        fromName: name,
        fromAddress: 'mariam@nyala.example',
        signature: 'Mariam',
        timeZone: 'UTC',
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        fromMinute: 0,
        toMinute: 1_440,
      }
      return (await call<{ id: string }>('outreach.saveMailbox', { ...facts, pace: 5, dailyLimit: 2_000, ...servers, ...more })).id
    },
    template: async (subject, body, channel = 'mail') =>
      (await call<{ id: string }>('outreach.createMessageTemplate', { name: `${subject || 'Suite'} ${Math.random()}`, channel, fr: { subject, body } })).id,
    sequence: async (steps) => {
      const { id } = await call<{ id: string }>('outreach.createSequence', { name: 'Premier contact', steps })
      await call('outreach.setSequenceState', { id, state: 'active' })
      return id
    },
    enrol: (id, recordIds) => call('outreach.enrolRecords', { id, recordIds, source: 'page publique' }),
    states: async (sequenceId) => {
      const { rows } = await sql<{ id: string; recordId: string; state: string; reason: string | null; position: number }>`
        select id, record_id as "recordId", state, reason, position from outreach.enrolments where sequence_id = ${sequenceId}`.execute(house.db)
      return new Map(rows.map(({ recordId, ...row }) => [recordId, row]))
    },
  }
}

/** Everything under way is old enough to be taken up: time went by. */
export const passDays = async (house: TestHouse, days: number): Promise<void> => {
  await sql`update outreach.enrolments set due_at = due_at - make_interval(days => ${days})`.execute(house.db)
  await sql`update outreach.messages set sent_at = sent_at - make_interval(days => ${days}), claimed_at = claimed_at - make_interval(days => ${days}), created_at = created_at - make_interval(days => ${days})`.execute(
    house.db,
  )
}
