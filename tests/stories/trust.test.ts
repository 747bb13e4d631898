import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import { rooms } from '#app/domains.ts'
import type { Person } from '#platform/actor'
import { sealAudit, verifyAudit } from '#platform/audit'
import { clock, day } from '#platform/clock'
import { files } from '#platform/files'
import type { PersonalTable } from '#platform/personal'
import { eraseDue } from '#domains/trust/actions/erase.ts'
import { exportKey } from '#domains/trust/actions/export-data.ts'
import { sweepAll } from '#domains/trust/actions/retain.ts'
import { csvField } from '#platform/document/csv'
import { openHouse, type TestHouse } from '#tests/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  clock.reset()
  await house.close()
})

describe('what rooms keep of people', () => {
  test('every column that points to a person is declared, as the database does it', async () => {
    const { rows } = await sql<{ at: string; rule: string }>`
      select n.nspname || '.' || r.relname || '.' || a.attname as at, c.confdeltype::text as rule
      from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
      where c.contype = 'f' and c.confrelid = 'identity.users'::regclass order by 1`.execute(house.db)
    const declared = new Map<string, PersonalTable>(rooms.flatMap((room) => (room.personal?.tables ?? []).map((one) => [`${one.table}.${one.by}`, one] as const)))
    const wrong = rows.filter(({ at, rule }) => {
      const one = declared.get(at)
      if (!one) return true
      if (rule === 'c') return one.atErasure !== 'goes'
      return rule !== 'n' || typeof one.atErasure !== 'object' || !one.why
    })
    expect(rows.length).toBeGreaterThan(25)
    expect(wrong).toEqual([])
    for (const one of declared.values()) if (one.atErasure !== 'goes') expect(one.why, one.table).toBeTruthy()
  })

  test('every declared column exists', async () => {
    const { rows } = await sql<{ at: string }>`select table_schema || '.' || table_name || '.' || column_name as at from information_schema.columns`.execute(house.db)
    const there = new Set(rows.map((row) => row.at))
    const named = rooms.flatMap((room) => (room.personal?.tables ?? []).flatMap((one) => [one.by, ...(one.columns ?? [])].map((column) => `${one.table}.${column}`)))
    const kept = rooms.flatMap((room) => (room.retentions ?? []).flatMap((one) => [one.at, ...(one.empty ?? [])].map((column) => `${one.table}.${column}`)))
    expect([...named, ...kept].filter((at) => !there.has(at))).toEqual([])
  })
})

describe('consents', () => {
  test('an interest holds until objected to, a consent only after a yes; every answer is kept', async () => {
    const awa = await house.person()
    const read = async () =>
      (await house.call<{ items: { purpose: string; granted: boolean; history: unknown[] }[] }>(awa, 'trust.myConsents')).items.map((one) => [
        one.purpose,
        one.granted,
        one.history.length,
      ])
    expect(await read()).toEqual([
      ['personal', true, 0],
      ['together', true, 0],
      ['news', false, 0],
    ])
    await house.call(awa, 'trust.setConsent', { purpose: 'personal', granted: false })
    await house.call(awa, 'trust.setConsent', { purpose: 'personal', granted: false })
    await house.call(awa, 'trust.setConsent', { purpose: 'personal', granted: true })
    await house.call(awa, 'trust.setConsent', { purpose: 'news', granted: true })
    expect(await read()).toEqual([
      ['personal', true, 2],
      ['together', true, 0],
      ['news', true, 1],
    ])
  })
})

/** The files of an archive, by name. */
function unzip(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((done, fail) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return fail(error)
      const found = new Map<string, string>()
      zip.on('entry', (entry: { fileName: string }) => {
        zip.openReadStream(entry as never, (wrong: Error | null, stream) => {
          if (wrong) return fail(wrong)
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            found.set(entry.fileName, Buffer.concat(chunks).toString())
            zip.readEntry()
          })
        })
      })
      zip.on('end', () => done(found))
      zip.on('error', fail)
      zip.readEntry()
    })
  })
}

describe('export', () => {
  test('holds everything of mine, nothing of others, in JSON and CSV that a reader reads back', async () => {
    const [awa, kofi] = [await house.person({ name: 'Awa "=cmd", Diop' }), await house.person({ name: 'Kofi' })]
    await house.call(awa, 'trust.setConsent', { purpose: 'news', granted: true })
    await house.call(kofi, 'trust.setConsent', { purpose: 'personal', granted: false })
    const asked = await house.call<{ id: string; state: string }>(awa, 'trust.requestExport')
    expect((await house.call<{ id: string }>(awa, 'trust.requestExport')).id).toBe(asked.id)
    await house.runJobs()
    const { items } = await house.call<{ items: { state: string; href: string; size: number }[] }>(awa, 'trust.myExports')
    expect(items).toMatchObject([{ state: 'ready' }])
    const { stream } = await files().read(exportKey(asked.id))
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    const archive = await unzip(Buffer.concat(chunks))
    expect([...archive.keys()]).toEqual(expect.arrayContaining(['LISEZ-MOI.txt', 'data.json', 'csv/users.csv', 'csv/consents.csv']))
    const { data } = JSON.parse(archive.get('data.json')!) as { data: Record<string, Record<string, unknown>[]> }
    expect(data.users).toMatchObject([{ id: awa.id, name: 'Awa "=cmd", Diop' }])
    expect(data.consents).toMatchObject([{ purpose: 'news', granted: true }])
    expect(archive.get('csv/users.csv')).toContain('"Awa ""=cmd"", Diop"')
    expect([...archive.values()].join()).not.toContain(kofi.id)
    const notices = await house.call<{ items: { title: string }[] }>(awa, 'messaging.listNotices', {})
    expect(notices.items.length).toBeGreaterThan(0)
  })

  test('is for its owner alone, and goes after its time', async () => {
    const [awa, kofi] = [await house.person(), await house.person()]
    const { id } = await house.call<{ id: string }>(awa, 'trust.requestExport')
    await house.runJobs()
    expect((await house.app.inject({ url: `/api/v1/me/exports/${id}/griot.zip` })).statusCode).toBe(401)
    void kofi
    clock.travel(8 * day)
    const { forgetExports } = await import('#domains/trust/actions/export-data.ts')
    await forgetExports(house.ctx())
    clock.reset()
    expect(await files().stat(exportKey(id))).toBeNull()
  })

  test('a field that a spreadsheet would run is made harmless', () => {
    expect(csvField('=1+1')).toBe("'=1+1")
    expect(csvField('+228')).toBe("'+228")
    expect(csvField(-5)).toBe('-5')
    expect(csvField('a,"b"\n')).toBe('"a,""b""\n"')
    expect(csvField(null)).toBe('')
  })
})

describe('erasure', () => {
  const asks = (who: Person, when: 'week' | 'now', confirm = who.email) => house.call<{ dueAt: Date; done: boolean }>(who, 'trust.requestErasure', { confirm, when })
  const there = async (who: Person) => (await sql`select 1 from identity.users where id = ${who.id}`.execute(house.db)).rows.length === 1

  test('in a week, unless taken back; what was decided and what is in the accounts stays without the name', async () => {
    const awa = await house.person({ name: 'Awa' })
    await expect(asks(awa, 'week', 'someone@else.example')).rejects.toMatchObject({ code: 'trust.confirmWrong' })
    await asks(awa, 'week')
    await house.call(awa, 'trust.cancelErasure')
    clock.travel(8 * day)
    await eraseDue(house.ctx())
    expect(await there(awa)).toBe(true)
    await asks(awa, 'week')
    clock.travel(8 * day)
    await eraseDue(house.ctx())
    clock.reset()
    expect(await there(awa)).toBe(false)
    const { rows } = await sql<{ operation: string }>`select operation from platform.audit where actor_id = ${awa.id}`.execute(house.db)
    expect(rows.map((row) => row.operation)).toContain('trust.requestErasure')
  })

  test('at once; the totals of films are counted again', async () => {
    const awa = await house.person()
    const { rows: made } = await sql<{
      id: string
      slug: string
    }>`insert into cinema.films (slug, original_title, state, notice, listed_at) values ('efface', 'Effacé', 'published', true, now()) returning id, slug`.execute(house.db)
    await house.call(awa, 'audience.rateFilm', { slug: made[0]!.slug, stars: 5 })
    await house.call(awa, 'audience.saveFilm', { slug: made[0]!.slug, saved: true })
    await asks(awa, 'now')
    expect(await there(awa)).toBe(false)
    const { rows } = await sql`select ratings, likes, rating from cinema.films where id = ${made[0]!.id}`.execute(house.db)
    expect(rows).toEqual([{ ratings: 0, likes: 0, rating: null }])
  })

  test('the last owner of a workspace hands it over first', async () => {
    const awa = await house.person()
    await house.workspace(awa)
    await expect(asks(await house.again(awa), 'now')).rejects.toMatchObject({ code: 'identity.lastOwner' })
  })
})

describe('retention', () => {
  test('removes what is past its time, empties addresses without breaking the chain, within its bounds', async () => {
    const keeper = await house.person({ staff: ['administrator'] })
    await expect(house.call(keeper, 'trust.editRetention', { name: 'platform.mailbox', days: 400 })).rejects.toMatchObject({ code: 'trust.daysOutside' })
    await house.call(keeper, 'trust.editRetention', { name: 'platform.mailbox', days: 2 })
    await sql`insert into platform.mailbox (channel, recipient, subject, body_text, at) values ('mail', 'old@x.example', 's', 't', now() - interval '3 days'), ('mail', 'new@x.example', 's', 't', now() - interval '1 day')`.execute(
      house.db,
    )
    await sealAudit(house.ctx())
    await sweepAll(house.ctx())
    const { rows } = await sql<{ recipient: string }>`select recipient from platform.mailbox where recipient like '%@x.example'`.execute(house.db)
    expect(rows).toEqual([{ recipient: 'new@x.example' }])
    expect((await verifyAudit()).faults).toEqual([])
  })
})

describe('the chain', () => {
  const forced = async (change: string) => {
    await sql.raw('alter table platform.audit disable trigger audit_append_only; alter table platform.audit_chain disable trigger audit_chain_append_only').execute(house.db)
    await sql.raw(change).execute(house.db)
    await sql.raw('alter table platform.audit enable trigger audit_append_only; alter table platform.audit_chain enable trigger audit_chain_append_only').execute(house.db)
  }

  test('holds when read again; a changed line, a changed address, a lost line and a cut end are seen', async () => {
    const awa = await house.person()
    for (const granted of [true, false, true, false]) await house.call(awa, 'trust.setConsent', { purpose: 'news', granted })
    await sealAudit(house.ctx())
    const good = await verifyAudit()
    expect(good).toMatchObject({ faults: [], waiting: 0 })
    const lines = (await sql<{ id: string; seq: number }>`select audit_id as id, seq from platform.audit_chain order by seq desc limit 4`.execute(house.db)).rows
    await expect(sql`update platform.audit set operation = 'x.y' where id = ${lines[0]!.id}`.execute(house.db)).rejects.toThrow('append only')
    await forced(`update platform.audit set outcome = 'refused' where id = '${lines[1]!.id}'`)
    expect((await verifyAudit()).faults).toEqual([{ seq: lines[1]!.seq, what: 'changed', id: lines[1]!.id }])
    await forced(`update platform.audit set outcome = 'ok' where id = '${lines[1]!.id}'`)
    expect((await verifyAudit()).faults).toEqual([])
    await forced(`delete from platform.audit_chain where audit_id = '${lines[0]!.id}'; delete from platform.audit where id = '${lines[0]!.id}'`)
    expect(await verifyAudit()).toMatchObject({ faults: [] })
    expect((await verifyAudit(good.head)).holdsNoted).toBe(false)
  })
})
