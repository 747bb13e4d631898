import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#platform/actor'
import { clock, day } from '#platform/clock'
import { openHouse, type TestHouse } from '../house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

interface Space {
  id: string
  slug: string
}

const refused = (code: string) => expect.objectContaining({ code })
const space = async (owner: Person, name = 'Harmattan Films'): Promise<Space> => {
  const made = await house.call<Space>(owner, 'identity.createWorkspace', { name, kind: 'production' })
  Object.assign(owner, await house.again(owner))
  return made
}

async function invite(owner: Person, slug: string, email: string, role: string): Promise<string> {
  await house.call(owner, 'identity.inviteMember', { slug, email, role })
  await house.runJobs()
  const letter = await house.db.selectFrom('platform.mailbox').selectAll().where('recipient', '=', email).orderBy('id', 'desc').executeTakeFirstOrThrow()
  return /invitations\/([\w-]+)/.exec(letter.body_text)![1]!
}

async function joined(owner: Person, slug: string, role: string): Promise<Person> {
  const person = await house.person({ name: `Membre ${role}` })
  const token = await invite(owner, slug, person.email, role)
  await house.call(person, 'identity.acceptInvitation', { token })
  return house.again(person)
}

describe('a workspace', () => {
  it('belongs to who makes it, has a readable address, and is hidden from strangers', async () => {
    const owner = await house.person({ name: 'Kossi' })
    const one = await space(owner, 'Ciné Lomé & fils')
    expect(one.slug).toBe('cine-lome-fils')
    expect((await space(owner, 'Ciné Lomé & fils')).slug).toBe('cine-lome-fils-2')
    expect(owner.memberships[0]).toMatchObject({ role: 'owner', kind: 'production' })
    expect(owner.memberships[0]!.permissions).toContain('films.submit')
    const stranger = await house.person()
    for (const name of ['getWorkspace', 'listMembers', 'listRoles', 'listInvitations', 'leaveWorkspace']) {
      await expect(house.call(stranger, `identity.${name}`, { slug: one.slug })).rejects.toEqual(refused('platform.missing'))
    }
  })

  it('takes members by invitation: for one address, once, for two weeks, and the last link counts', async () => {
    const owner = await house.person({ name: 'Kossi' })
    const { slug } = await space(owner)
    const invited = await house.person({ name: 'Claire' })
    const lost = await invite(owner, slug, invited.email, 'viewer')
    const token = await invite(owner, slug, invited.email, 'editor')
    await expect(house.call(invited, 'identity.acceptInvitation', { token: lost })).rejects.toEqual(refused('identity.invitationMissing'))
    const other = await house.person()
    await expect(house.call(other, 'identity.acceptInvitation', { token })).rejects.toEqual(refused('identity.invitationForAnother'))
    expect(await house.call(house.nobody as Person, 'identity.getInvitation', { token })).toMatchObject({ role: 'editor', state: 'pending', invitedBy: 'Kossi' })
    await house.call(invited, 'identity.acceptInvitation', { token })
    expect((await house.again(invited)).memberships).toMatchObject([{ slug, role: 'editor' }])
    await expect(house.call(invited, 'identity.acceptInvitation', { token })).rejects.toEqual(refused('identity.invitationOver'))
    await expect(house.call(owner, 'identity.inviteMember', { slug, email: invited.email, role: 'viewer' })).rejects.toEqual(refused('identity.alreadyMember'))

    const late = await house.person()
    const old = await invite(owner, slug, late.email, 'viewer')
    clock.travel(15 * day)
    await expect(house.call(late, 'identity.acceptInvitation', { token: old })).rejects.toEqual(refused('identity.invitationOver'))
    clock.reset()
    await house.call(late, 'identity.declineInvitation', { token: old })
    await expect(house.call(late, 'identity.acceptInvitation', { token: old })).rejects.toEqual(refused('identity.invitationOver'))

    const gone = await house.person()
    const taken = await invite(owner, slug, gone.email, 'viewer')
    const { items } = await house.call<{ items: { id: string }[] }>(owner, 'identity.listInvitations', { slug })
    await house.call(owner, 'identity.revokeInvitation', { slug, invitationId: items[0]!.id })
    await expect(house.call(gone, 'identity.acceptInvitation', { token: taken })).rejects.toEqual(refused('identity.invitationOver'))
  })

  it('invites an address without account, which joins after signing up', async () => {
    const owner = await house.person({ name: 'Kossi' })
    const { slug } = await space(owner)
    const token = await invite(owner, slug, 'pas.encore@mail.example', 'viewer')
    const newcomer = await house.person({ email: 'pas.encore@mail.example' })
    await house.call(newcomer, 'identity.acceptInvitation', { token })
    expect((await house.again(newcomer)).memberships).toMatchObject([{ slug, role: 'viewer' }])
  })

  it('lets each role do what its rows say, and nobody give more than they have', async () => {
    const owner = await house.person({ name: 'Kossi' })
    const { slug } = await space(owner)
    const [administrator, editor, viewer] = [await joined(owner, slug, 'administrator'), await joined(owner, slug, 'editor'), await joined(owner, slug, 'viewer')]
    for (const person of [editor, viewer]) {
      await expect(house.call(person, 'identity.renameWorkspace', { slug, name: 'À moi' })).rejects.toEqual(refused('platform.forbidden'))
      await expect(house.call(person, 'identity.inviteMember', { slug, email: 'x@mail.example', role: 'viewer' })).rejects.toEqual(refused('platform.forbidden'))
    }
    await expect(house.call(administrator, 'identity.inviteMember', { slug, email: 'x@mail.example', role: 'owner' })).rejects.toEqual(refused('identity.roleAboveYours'))
    await expect(house.call(administrator, 'identity.changeMemberRole', { slug, personId: owner.id, role: 'viewer' })).rejects.toEqual(refused('identity.roleAboveYours'))
    await expect(house.call(administrator, 'identity.changeMemberRole', { slug, personId: administrator.id, role: 'owner' })).rejects.toEqual(refused('identity.roleAboveYours'))
    await expect(house.call(administrator, 'identity.removeMember', { slug, personId: owner.id })).rejects.toEqual(refused('identity.roleAboveYours'))
    await expect(house.call(administrator, 'identity.transferWorkspace', { slug, personId: administrator.id })).rejects.toEqual(refused('platform.forbidden'))
    await house.call(administrator, 'identity.changeMemberRole', { slug, personId: viewer.id, role: 'editor' })
    await house.call(administrator, 'identity.renameWorkspace', { slug, name: 'Harmattan & Cie' })
    await house.call(administrator, 'identity.removeMember', { slug, personId: editor.id })
    const { items } = await house.call<{ items: { role: string }[] }>(owner, 'identity.listMembers', { slug })
    expect(items.map(({ role }) => role)).toEqual(['owner', 'administrator', 'editor'])
    expect((await house.again(editor)).memberships).toEqual([])
  })

  it('keeps an owner: the last one cannot leave, be lowered or removed, not even two at the same instant', async () => {
    const owner = await house.person({ name: 'Kossi' })
    const { id, slug } = await space(owner)
    await expect(house.call(owner, 'identity.leaveWorkspace', { slug })).rejects.toEqual(refused('identity.lastOwner'))
    await expect(house.call(owner, 'identity.changeMemberRole', { slug, personId: owner.id, role: 'viewer' })).rejects.toEqual(refused('identity.lastOwner'))
    await expect(house.call(owner, 'identity.removeMember', { slug, personId: owner.id })).rejects.toEqual(refused('identity.lastOwner'))
    const second = await joined(owner, slug, 'editor')
    await house.call(owner, 'identity.changeMemberRole', { slug, personId: second.id, role: 'owner' })
    const both = await Promise.allSettled([owner, await house.again(second)].map((person) => house.call(person, 'identity.leaveWorkspace', { slug })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual(['fulfilled', 'rejected'])
    // The database says so too, whoever writes.
    await expect(house.db.deleteFrom('identity.members').where('workspace_id', '=', id).execute()).rejects.toThrow('keeps an owner')
  })

  it('is handed over: the heir owns, the former owner administers', async () => {
    const owner = await house.person({ name: 'Kossi' })
    const { slug } = await space(owner)
    const heir = await joined(owner, slug, 'viewer')
    await house.call(owner, 'identity.transferWorkspace', { slug, personId: heir.id })
    expect((await house.again(heir)).memberships).toMatchObject([{ role: 'owner' }])
    expect((await house.again(owner)).memberships).toMatchObject([{ role: 'administrator' }])
  })
})

describe('the staff', () => {
  it('is named by administrators only, and one always remains', async () => {
    const administrator = await house.person({ name: 'Aminata', staff: ['administrator'] })
    const support = await house.person({ staff: ['support'] })
    const person = await house.person({ name: 'Fatoumata Traoré' })
    for (const one of [person, support])
      await expect(house.call(one, 'identity.grantStaffRole', { personId: person.id, role: 'reviewer' })).rejects.toEqual(refused('platform.forbidden'))
    await house.call(administrator, 'identity.grantStaffRole', { personId: person.id, role: 'reviewer' })
    expect((await house.again(person)).staff).toEqual(['reviewer'])
    const found = await house.call<{ items: { person: { name: string }; staff: string[] }[] }>(support, 'identity.listPeople', { search: 'traore', limit: 5 })
    expect(found.items).toMatchObject([{ person: { name: 'Fatoumata Traoré' }, staff: ['reviewer'] }])
    await expect(house.call(person, 'identity.listPeople', { limit: 5 })).rejects.toEqual(refused('platform.forbidden'))
    await house.call(administrator, 'identity.revokeStaffRole', { personId: person.id, role: 'reviewer' })
    expect((await house.again(person)).staff).toEqual([])
    await expect(house.call(administrator, 'identity.revokeStaffRole', { personId: administrator.id, role: 'administrator' })).rejects.toEqual(
      refused('identity.lastAdministrator'),
    )
  })
})
