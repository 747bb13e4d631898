import { afterAll, beforeAll, expect, it } from 'vitest'
import { notify } from '#domains/messaging'
import type { Person } from '#platform/actor'
import { openHouse, type TestHouse } from '../house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

interface Notices {
  items: { id: string; title: string; body: string; action: string; href: string; readAt: Date | null }[]
  next: string | null
}

const read = (person: Person, input = {}) => house.call<Notices>(person, 'messaging.listNotices', { limit: 10, ...input })

it('a notice speaks the words of the room that announces, in the reader’s language, and is read by its owner only', async () => {
  const administrator = await house.person({ name: 'Aminata', staff: ['administrator'] })
  const person = await house.person({ name: 'Fatou' })
  await house.call(administrator, 'identity.grantStaffRole', { personId: person.id, role: 'reviewer' })
  await house.runJobs()
  const { items } = await read(person)
  expect(items).toMatchObject([
    {
      title: 'Vous rejoignez l’équipe de Griot',
      body: 'Votre rôle\u00a0: Comité de sélection. Les coulisses vous sont ouvertes.',
      action: 'Ouvrir les coulisses',
      href: '/office',
      readAt: null,
    },
  ])
  expect(await house.call(person, 'messaging.countUnread')).toEqual({ count: 1 })
  await expect(house.call(administrator, 'messaging.markRead', { noticeId: items[0]!.id })).rejects.toMatchObject({ code: 'platform.missing' })
  expect(await house.call(person, 'messaging.markRead', { noticeId: items[0]!.id })).toEqual({ count: 0 })
  expect((await read(administrator)).items).toEqual([])
  const letter = await house.db.selectFrom('platform.mailbox').selectAll().where('recipient', '=', person.email).executeTakeFirstOrThrow()
  expect(letter.subject).toBe('Vous rejoignez l’équipe de Griot')
  expect(letter.body_text).toContain('http://localhost/office')
  expect(letter.body_html).toContain('href="http://localhost/office"')
  const shown = await house.app.inject(`/mailbox/${letter.id}`)
  expect([shown.statusCode, shown.headers['content-type'], shown.body]).toEqual([200, 'text/html; charset=utf-8', letter.body_html])
  expect(shown.headers['content-security-policy']).toMatch(/^default-src 'none'; .*sandbox/)
  for (const other of [person.id, 'x', `${letter.id}x`]) expect((await house.app.inject(`/mailbox/${other}`)).statusCode).toBe(404)
})

it('tells those who manage a workspace of a new member, and a member of a new role, on the stream too', async () => {
  const owner = await house.person({ name: 'Kossi' })
  const { id, slug } = await house.call<{ id: string; slug: string }>(owner, 'identity.createWorkspace', { name: 'Harmattan', kind: 'production' })
  const member = await house.person({ name: 'Claire' })
  await house.join(id, member, 'viewer')
  Object.assign(owner, await house.again(owner))
  await house.call(owner, 'identity.changeMemberRole', { slug, personId: member.id, role: 'editor' })
  await house.runJobs()
  expect((await read(member)).items).toMatchObject([{ title: 'Votre rôle change dans Harmattan', href: `/account/workspaces/${slug}` }])
  const said = await house.db.selectFrom('platform.stream').select('topic').where('topic', '=', `notices:${member.id}`).execute()
  expect(said).toHaveLength(1)
  expect((await read(owner)).items).toEqual([])
})

it('comes in pages, newest first, and is all read at once', async () => {
  const person = await house.person()
  for (let n = 0; n < 5; n += 1) await notify(house.db, { userId: person.id, kind: 'identity.roleChanged', params: { workspace: `n° ${n}`, role: 'editor' } })
  const first = await read(person, { limit: 3 })
  expect(first.items.map(({ title }) => title.at(-1))).toEqual(['4', '3', '2'])
  const second = await read(person, { limit: 3, after: first.next })
  expect(second.items.map(({ title }) => title.at(-1))).toEqual(['1', '0'])
  expect(second.next).toBeNull()
  await expect(read(person, { after: 'junk' })).rejects.toMatchObject({ code: 'platform.badCursor' })
  expect(await house.call(person, 'messaging.markAllRead')).toEqual({ count: 0 })
  expect(await house.call(person, 'messaging.countUnread')).toEqual({ count: 0 })
})

it('never leads out of the house', async () => {
  const person = await house.person()
  for (const href of ['https://evil.example', '//evil.example', '/\\\\evil.example'])
    await expect(notify(house.db, { userId: person.id, kind: 'identity.roleChanged', href })).rejects.toThrow('notices_href_check')
  for (const href of ['/', '/office', null]) await notify(house.db, { userId: person.id, kind: 'identity.roleChanged', params: { workspace: 'x', role: 'editor' }, href })
})
