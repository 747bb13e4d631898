import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeSessionCookie, sessionCookie } from '#domains/identity/cookies.ts'
import { insertSession } from '#domains/identity/store/sessions.ts'
import { receiptPath, topicOf } from '#domains/crowdfunding/gifts.ts'
import { topics } from '#domains/crowdfunding/topics.ts'
import type { Project } from '#domains/crowdfunding/schema.ts'
import type { Person } from '#platform/actor'
import { after, clock, day } from '#platform/clock'
import { randomToken } from '#platform/secrets'
import { give, launch, openScene, type Scene, writeProject } from './campaign.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(() => scene.close())

async function cookieOf(person: Person): Promise<string> {
  const token = randomToken()
  const now = clock.now()
  await insertSession(scene.house.db, { userId: person.id, token, kind: 'browser', method: 'password', ip: '127.0.0.1', userAgent: 'test', now, expiresAt: after(now, day) })
  return `${sessionCookie()}=${closeSessionCookie(token)}`
}

async function send(url: string, cookie: string | null, fields: Record<string, string>, bytes: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([bytes]), 'papier.bin')
  const sent = new Response(form)
  const headers = { host: 'localhost', origin: 'http://localhost', accept: 'application/json', 'content-type': sent.headers.get('content-type')!, ...(cookie ? { cookie } : {}) }
  return scene.house.app.inject({ method: 'POST', url, headers, payload: Buffer.from(await sent.arrayBuffer()) })
}
const get = (url: string, cookie: string | null = null) => scene.house.app.inject({ url, headers: { host: 'localhost', ...(cookie ? { cookie } : {}) } })
const pdf = new Uint8Array(Buffer.from('%PDF-1.7\nun devis'))

test('a paper is what its bytes say, and is seen by those it is for', async () => {
  const { house, maker, reviewer } = scene
  const campaign = await launch(scene)
  const draft = await writeProject(scene)
  const stranger = await house.person()
  const [makers, reviewers, strangers] = [await cookieOf(maker), await cookieOf(reviewer), await cookieOf(stranger)]
  const url = `/api/projects/${campaign.id}/documents`
  expect((await send(url, null, {}, pdf)).statusCode).toBe(401)
  expect((await send(url, strangers, {}, pdf)).statusCode).toBe(404)
  expect((await send(url, makers, {}, new Uint8Array(Buffer.from('<html><script>alert(1)</script>')))).json()).toMatchObject({ code: 'crowdfunding.notDocument' })
  const hidden = await send(url, makers, { visibility: 'reviewers', name: 'Devis.pdf' }, pdf)
  const open = await send(url, makers, { visibility: 'public', name: 'Note.pdf' }, pdf)
  expect([hidden.statusCode, open.statusCode]).toEqual([201, 201])
  const [hiddenUrl, openUrl] = [hidden, open].map((one) => `${url}/${one.json<{ id: string }>().id}`) as [string, string]
  expect([(await get(hiddenUrl)).statusCode, (await get(hiddenUrl, strangers)).statusCode]).toEqual([404, 404])
  expect([(await get(hiddenUrl, reviewers)).statusCode, (await get(hiddenUrl, makers)).statusCode]).toEqual([200, 200])
  const paper = await get(openUrl)
  expect(paper.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-security-policy': expect.stringContaining('sandbox') })
  expect(paper.rawPayload.equals(Buffer.from(pdf))).toBe(true)
  const shown = await house.call<Project>(house.nobody, 'crowdfunding.getProject', { slug: campaign.slug })
  expect(shown.documents.map((one) => one.name)).toEqual(['Note.pdf'])
  await expect(house.call(house.nobody, 'crowdfunding.getProject', { slug: draft.slug })).rejects.toMatchObject({ kind: 'missing' })
})

test('a receipt opens with its secret, the table of contributors for the makers only, and runs nothing', async () => {
  const campaign = await launch(scene)
  const given = await give(scene, campaign, 5_000, { name: '=HYPERLINK("x")' })
  const receipt = await get(`${receiptPath(given.id)}&lang=en`)
  expect([receipt.statusCode, receipt.headers['content-type'], receipt.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-'])
  expect((await get(`/api/v1/contributions/${given.id}/receipt.pdf?token=guessed`)).statusCode).toBe(404)
  const url = `/api/projects/${campaign.id}/contributors.csv`
  expect([(await get(url)).statusCode, (await get(url, await cookieOf(scene.reviewer))).statusCode]).toEqual([401, 404])
  const table = await get(url, await cookieOf(scene.maker))
  expect(table.body).toContain(`${given.number},`)
  expect(table.body).toContain(`"'=HYPERLINK(""x"")"`)
})

test('everyone hears the bar of a project that is shown; a contribution is heard with its secret only', async () => {
  const [campaign, draft] = [await launch(scene), await writeProject(scene)]
  const [project, contribution] = topics
  const ctx = scene.house.ctx()
  expect([await project!.mayListen(ctx, campaign.id), await project!.mayListen(ctx, draft.id), await project!.mayListen(ctx, 'nonsense')]).toEqual([true, false, false])
  const given = await give(scene, campaign, 1_000)
  const rest = topicOf(given.id).slice('contribution:'.length)
  expect([await contribution!.mayListen(ctx, rest), await contribution!.mayListen(ctx, given.id), await contribution!.mayListen(ctx, `${given.id}:guessed`)]).toEqual([
    true,
    false,
    false,
  ])
})
