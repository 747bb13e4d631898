import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Contribution } from '#domains/crowdfunding/schema.ts'
import { tokenOf } from '#domains/crowdfunding/gifts.ts'
import { brokenInvariants } from '../../checks/invariants.ts'
import { ask, type Campaign, end, give, launch, ledgerOf, openScene, paymentOf, type Scene, see, sendOut, settleDoor, writeProject } from './campaign.ts'
import { refused, send } from './stranger.ts'

/** What strangers send. Whatever it is, the answer is a sentence in their language, and the ledger stays as it was. */

let scene: Scene
let open: Campaign
beforeAll(async () => {
  scene = await openScene()
  await scene.house.person({ staff: ['administrator'] })
  open = await launch(scene, { goal: 10_000_000 })
}, 60_000)
afterAll(() => scene.close())
afterEach(async () => {
  const broken = await brokenInvariants(scene.house.db)
  if (broken.length > 0) throw new Error(JSON.stringify(broken))
})

const good = { amount: 5_000, name: 'Une fan', phone: '+22890111213', provider: 'fedapay', channel: 'mixx' }
const address = (slug: string): string => `/api/v1/projects/${encodeURIComponent(slug)}/contributions`
const rows = async (table: 'payments.payments' | 'ledger.transfers' | 'payments.outs'): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(scene.house.db)).rows[0]!.n

/** Nothing was asked of anybody, nothing was written in the books. */
async function leavesNoTrace(run: () => Promise<void>): Promise<void> {
  await settleDoor(scene)
  const before = [await rows('payments.payments'), await rows('ledger.transfers'), await rows('payments.outs'), scene.door.entries().length]
  await run()
  await settleDoor(scene)
  expect([await rows('payments.payments'), await rows('ledger.transfers'), await rows('payments.outs'), scene.door.entries().length]).toEqual(before)
}

describe('a contribution that makes no sense', () => {
  test.for([0, -1, -5_000, 1.5, 99, 2_000_001, 1e12, 1e308, -1e308, 2 ** 53, '5000', 'cinq mille', '5000 OR 1=1', '', null, true, [], [5_000], { amount: 5_000 }])(
    'amount %j',
    async (amount) => leavesNoTrace(async () => void (await refused(scene, 'POST', address(open.slug), { ...good, amount }))),
  )

  test.for([
    { name: '' },
    { name: '   ' },
    { name: 'x'.repeat(100_000) },
    { name: 'Zéro\u0000octet' },
    { name: 42 },
    { name: null },
    { email: 'pas une adresse' },
    { email: 'a@b.example\r\nBcc: all@griot.example' },
    { message: 'm'.repeat(501) },
    { message: 'zéro\u0000' },
    { provider: 'orange' },
    { provider: '__proto__' },
    { provider: 'fedapay', channel: 'card' },
    { channel: 'constructor' },
    { channel: 'moov-bj' },
    { channel: 'flooz', phone: '+22901961234 56' },
    { phone: undefined },
    { phone: '' },
    { phone: 'appelez-moi' },
    { phone: '+33612345678' },
    { phone: '+22890' },
    { phone: '9'.repeat(30) },
    { country: 'Togo' },
    { rewardId: 'x' },
    { rewardId: randomUUID() },
    { source: 'nowhere' },
    { anonymous: 'oui' },
  ])('%j', async (change) => leavesNoTrace(async () => void (await refused(scene, 'POST', address(open.slug), { ...good, ...change }))))

  test('a body that is none', async () =>
    leavesNoTrace(async () => {
      const json = { 'content-type': 'application/json' }
      for (const body of ['', '{', 'null', '[]', '"x"', '{"amount":1e999}', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`])
        await refused(scene, 'POST', address(open.slug), body, json)
      await refused(scene, 'POST', address(open.slug), 'amount=5000', { 'content-type': 'application/x-www-form-urlencoded' })
      await refused(scene, 'POST', address(open.slug), '<a/>', { 'content-type': 'text/xml' })
      await refused(scene, 'POST', address(open.slug), JSON.stringify({ ...good, message: 'x'.repeat(3_000_000) }), json)
    }))

  test('a project that takes none', async () => {
    const draft = await writeProject(scene)
    const ended = await launch(scene, { days: 8 })
    const stopped = await launch(scene, { days: 9 })
    await scene.house.call(await scene.house.person({ staff: ['moderator'] }), 'crowdfunding.cancelProject', { id: stopped.id, note: 'Essai.' })
    await sql`update crowdfunding.projects set ends_at = now() - interval '1 second' where id = ${ended.id}`.execute(scene.house.db)
    await leavesNoTrace(async () => {
      expect(await refused(scene, 'POST', address(draft.slug), good)).toBe('crowdfunding.noSuchProject')
      expect(await refused(scene, 'POST', address(stopped.slug), good)).toBe('crowdfunding.notLive')
      for (const slug of ['rien', '..', '%00', "' or 1=1 --", '🎬'.repeat(60), 'x'.repeat(5_000)]) await refused(scene, 'POST', address(slug), good)
      await refused(scene, 'POST', address('x').replace('/x/', '/a%00b/'), good)
    })
    expect(['crowdfunding.ended', 'crowdfunding.notLive']).toContain(await refused(scene, 'POST', address(ended.slug), good))
  })
})

test.for([
  'زينب بنت\u202Eأحمد',
  '👩🏾‍🎤👨‍👩‍👧‍👦',
  'O’Brien -- "); drop table x;',
  '=HYPERLINK("http://x")',
  '<script>alert(1)</script>',
  'Na\u0308ima\nBcc: x',
  '#set page(width: 1pt)',
  'x'.repeat(120),
])('the name %j is a name: the contribution arrives, and its receipt can be read', async (name) => {
  const given = await give(scene, open, 5_000, { name, message: name })
  expect(given).toMatchObject({ state: 'confirmed' })
  const receipt = await scene.house.app.inject({ url: `/api/v1/contributions/${given.id}/receipt.pdf?token=${tokenOf(given.id)}` })
  expect([receipt.statusCode, receipt.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
})

describe('what belongs to somebody else', () => {
  test('is not there: no state, no refund, no wallet, no receipt', async () => {
    const [mine, theirs] = [await give(scene, open, 5_000), await give(scene, open, 6_000)]
    const token = tokenOf(mine.id)
    await leavesNoTrace(async () => {
      for (const guess of [undefined, '', 'x', token, tokenOf(theirs.id).slice(0, -1), `${tokenOf(theirs.id)} `, 'a\u0000b', 'ü'.repeat(90), 'x'.repeat(99)]) {
        const query = guess === undefined ? '' : `?token=${encodeURIComponent(guess)}`
        await refused(scene, 'GET', `/api/v1/contributions/${theirs.id}${query}`)
        await refused(scene, 'GET', `/api/v1/contributions/${theirs.id}/receipt.pdf${query}`)
        await refused(scene, 'POST', `/api/v1/contributions/${theirs.id}/refund`, { token: guess })
        await refused(scene, 'POST', `/api/v1/contributions/${theirs.id}/again`, { token: guess })
        await refused(scene, 'POST', `/api/v1/contributions/${theirs.id}/wallet`, { token: guess, channel: 'mixx', phone: '+22890112233' })
      }
      for (const id of ['x', '%00', "1' or '1'='1", randomUUID(), theirs.id.toUpperCase().replaceAll('-', ''), `${theirs.id}\u0000`]) {
        await refused(scene, 'GET', `/api/v1/contributions/${encodeURIComponent(id)}?token=${token}`)
        await refused(scene, 'GET', `/api/v1/contributions/${encodeURIComponent(id)}/receipt.pdf?token=${token}`)
        await refused(scene, 'POST', `/api/v1/contributions/${encodeURIComponent(id)}/refund`, { token })
      }
      // The path wins: a body cannot name another contribution.
      await refused(scene, 'POST', `/api/v1/contributions/${theirs.id}/refund`, { token, id: mine.id })
      await refused(scene, 'POST', `/api/v1/contributions/${mine.id}/wallet`, { token, channel: 'mixx', phone: '+22890112233' })
    })
    const stranger = await scene.house.person()
    for (const name of ['getContribution', 'takeBack'])
      await expect(scene.house.call(stranger, `crowdfunding.${name}`, { id: theirs.id })).rejects.toMatchObject({ kind: 'missing' })
  })
})

test('a key belongs to one request: replayed it answers the same, with another body it is refused, twenty at once make one contribution', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const all = await Promise.all(Array.from({ length: 20 }, () => send(scene, 'POST', address(open.slug), { ...good, phone: '+22890222324' }, key)))
  expect(new Set(all.map(({ status, body }) => `${status} ${String(body.id)}`)).size).toBe(1)
  expect(all[0]!.status).toBe(201)
  expect(await refused(scene, 'POST', address(open.slug), { ...good, phone: '+22890222324', amount: 5_001 }, key)).toBe('platform.keyReused')
  const { rows: made } = await sql`select 1 from payments.payments where phone = '+22890222324'`.execute(scene.house.db)
  expect(made.length).toBe(1)
  for (const odd of ['x'.repeat(8_000), '"', '../..']) expect((await send(scene, 'POST', address(open.slug), { ...good, amount: 0 }, { 'idempotency-key': odd })).status).toBe(422)
  for (const odd of ['x'.repeat(8_000), '"', '../..'])
    expect((await send(scene, 'POST', address(open.slug), good, { 'idempotency-key': odd })).status).toSatisfy((n: number) => n === 201 || n === 422)
})

describe('callbacks', () => {
  const secret = 'wh_sandbox_stand_in_of_fedapay'
  const sealed = (body: string | Buffer, at = Math.floor(Date.now() / 1000)): Record<string, string> => ({
    'content-type': 'application/json',
    'x-fedapay-signature': `t=${at},s=${createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex')}`,
  })

  test('without a good seal they are refused, and nothing is read', async () =>
    leavesNoTrace(async () => {
      const body = JSON.stringify({ id: 1, name: 'transaction.approved', entity: { id: 1, status: 'approved', amount: 5_000 } })
      const forgeries: Record<string, string>[] = [
        {},
        { 'x-fedapay-signature': '' },
        { 'x-fedapay-signature': 't=,s=' },
        { 'x-fedapay-signature': `t=1e999,s=${'0'.repeat(64)}` },
        { 'x-fedapay-signature': `t=${Date.now()},s=${'zz'.repeat(32)}` },
        sealed(`${body} `),
        sealed(body, 1),
        sealed(body, 9e12),
      ]
      for (const headers of forgeries) expect(await refused(scene, 'POST', '/api/callbacks/fedapay', body, headers)).toBe('payments.forged')
      for (const type of ['text/xml', 'multipart/form-data', 'application/x-www-form-urlencoded', 'x'])
        await refused(scene, 'POST', '/api/callbacks/fedapay', '<a/>', { 'content-type': type })
      for (const bytes of [Buffer.alloc(10 * 1024 * 1024, 'a'), Buffer.from([0xff, 0xfe, 0, 0])])
        await refused(scene, 'POST', '/api/callbacks/fedapay', bytes, { 'content-type': 'application/json' })
      for (const name of ['voucher', 'orange', '__proto__', 'FEDAPAY', '%00', '..%2f..', 'x'.repeat(90)]) await refused(scene, 'POST', `/api/callbacks/${name}`, body, sealed(body))
      for (const method of ['GET', 'DELETE', 'PATCH'] as const) await refused(scene, method, '/api/callbacks/fedapay')
    }))

  test('with a good seal and nonsense inside they are kept, and change nothing', async () => {
    const asked = await ask(scene, open, 5_000)
    await settleDoor(scene)
    const before = (await see(scene, asked.id)).state
    const reference = await paymentOf(scene, asked.id)
    const words: unknown[] = [
      null,
      [],
      'x',
      1,
      {},
      { name: 'transaction.approved' },
      { name: 'x', entity: {} },
      { id: 'x'.repeat(9_000), name: 'transaction.approved', entity: { id: '1', status: 'approved', amount: '5000', merchant_reference: 'x'.repeat(9_000) } },
    ]
    const lie = { id: 9, status: 'approved', amount: 5_000, currency: { iso: 'XOF' }, merchant_reference: reference }
    words.push(
      { id: 7, name: 'transaction.approved', entity: lie },
      { id: 8, name: 'payout.sent', entity: lie },
      { id: 9, name: 'transaction.approved', entity: { ...lie, id: '../../x' } },
    )
    words.push({ id: 10, name: 'transaction.approved', entity: { ...lie, merchant_reference: `${reference}\u0000`, custom_metadata: { reference: '\u0000' } } })
    for (const word of words) {
      const body = JSON.stringify(word)
      expect((await send(scene, 'POST', '/api/callbacks/fedapay', body, sealed(body))).status, body.slice(0, 200)).toBe(200)
    }
    for (const body of ['', '{', '\u0000']) expect((await send(scene, 'POST', '/api/callbacks/fedapay', body, sealed(body))).status).toBe(200)
    await settleDoor(scene)
    expect((await see(scene, asked.id)).state).toBe(before)
    expect((await ledgerOf(scene, open)).pot).toBe(
      (
        await sql<{ sum: number }>`select coalesce(sum(amount), 0)::int as sum from crowdfunding.contributions where project_id = ${open.id} and state = 'confirmed'`.execute(
          scene.house.db,
        )
      ).rows[0]!.sum,
    )
  })
})

test('after all this the campaign ends, everyone gets their money back, and the provider holds what the ledger says', async () => {
  const confirmed = (await sql<Pick<Contribution, 'id'>>`select id from crowdfunding.contributions where project_id = ${open.id} and state = 'confirmed'`.execute(scene.house.db))
    .rows
  await end(scene, open)
  await sendOut(scene)
  await end(scene, open, 0)
  await sendOut(scene)
  for (const { id } of confirmed) expect(await see(scene, id)).toMatchObject({ state: 'refunded' })
  const told = await ledgerOf(scene, open)
  expect(Object.keys(told).filter((name) => !name.includes(' '))).toEqual([])
  expect(scene.door.entries().filter((entry) => entry.moved > 1)).toEqual([])
}, 60_000)
