import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Project, StudioProject } from '#domains/crowdfunding/schema.ts'
import { ProjectCover } from '#domains/crowdfunding/screens/public/project-cover.tsx'
import { createTitle, makeClip, seedTitle } from '#domains/media'
import { finishUpload } from '#domains/media/actions/finish-upload.ts'
import { ffmpeg } from '#domains/media/encoding/ffmpeg.ts'
import { uploadKey } from '#domains/media/rules.ts'
import { type Sample, sampleFilm } from '#domains/media/samples.ts'
import { insertUpload } from '#domains/media/store.ts'
import { files } from '#platform/files'
import { openScene, type Scene, writeProject } from './campaign.ts'

let scene: Scene
const folder = mkdtempSync(join(tmpdir(), 'griot-clips-'))

beforeAll(async () => {
  scene = await openScene()
}, 60_000)
afterAll(async () => {
  await scene.close()
  rmSync(folder, { recursive: true, force: true })
})

async function title(name: string, sample: Sample): Promise<string> {
  const { house, maker, workspaceId } = scene
  const path = await sampleFilm(join(folder, `${name}.mp4`), sample)
  return seedTitle(house.ctx(maker), workspaceId, name, path, [], maker.id)
}

/** Another film for a title, as when its upload ends. */
async function send(titleId: string, sample: Sample): Promise<void> {
  const { db, ctx, runJobs } = scene.house
  const id = randomUUID()
  const bytes = readFileSync(await sampleFilm(join(folder, `${id}.mp4`), sample))
  const facts = {
    id,
    titleId,
    creatorId: scene.maker.id,
    purpose: 'film',
    filename: 'film.mp4',
    size: bytes.length,
    language: null,
    label: null,
    kind: null,
    sha256: null,
  } as const
  await insertUpload(db, facts)
  await files().put(uploadKey(titleId, id), bytes)
  await finishUpload(ctx(scene.maker), id)
  await runJobs()
}

const address = (titleId: string): string => `/media/clips/${titleId}.mp4`
const get = (titleId: string, headers: Record<string, string> = {}) => scene.house.app.inject({ url: address(titleId), headers })
const studio = (id: string, as = scene.maker): Promise<StudioProject> => scene.house.call(as, 'crowdfunding.getStudioProject', { id })

/** What ffmpeg says of the clip, which it must also be able to decode to its end. */
async function looked(bytes: Buffer): Promise<string> {
  const path = join(folder, 'clip.mp4')
  writeFileSync(path, bytes)
  const script = '"$0" -hide_banner -xerror -i "$1" -f null - 2>&1'
  return execFileSync('sh', ['-c', script, (await ffmpeg())!.path, path], { encoding: 'utf8' })
}

test('the video of a submitted project becomes a clip that everyone can play, in parts too, and that goes with its title', async () => {
  const { house, maker, reviewer } = scene
  const [video, other] = [await title('pitch', { size: '1280x720', seconds: 3, sound: '5.1' }), await title('other', { seconds: 1 })]
  const { id, slug } = await writeProject(scene)
  await house.call(maker, 'crowdfunding.editProject', { id, videoTitleId: video })
  await house.runJobs()
  expect((await get(video)).statusCode).toBe(404)
  expect((await studio(id)).video).toBeNull()

  await house.call(maker, 'crowdfunding.submitProject', { id })
  await house.runJobs()
  const whole = await get(video)
  expect([whole.statusCode, whole.headers['content-type'], whole.headers['cache-control']]).toEqual([200, 'video/mp4', 'public, max-age=3600'])
  expect(Number(whole.headers['content-length'])).toBe(whole.rawPayload.length)
  // The index comes first: a browser plays before all is here.
  expect(whole.rawPayload.indexOf('moov', 0, 'latin1')).toBeLessThan(whole.rawPayload.indexOf('mdat', 0, 'latin1'))
  const facts = await looked(whole.rawPayload)
  expect(facts).toMatch(/Video: h264 \(Main\).*yuv420p.*854x480/)
  expect(facts).toMatch(/Audio: aac.*48000 Hz, stereo/)
  const length = /Duration: 00:00:0(\d\.\d+)/.exec(facts)
  expect(Math.abs(Number(length?.[1]) - 3)).toBeLessThan(0.2)

  const part = await get(video, { range: 'bytes=4-7' })
  expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, 'ftyp', `bytes 4-7/${whole.rawPayload.length}`])
  expect((await get(video, { range: `bytes=${whole.rawPayload.length}-` })).statusCode).toBe(416)
  expect((await get(video, { range: 'bytes=4-7', 'if-range': '"another"' })).statusCode).toBe(200)
  expect((await get(video, { range: 'bytes=4-7', 'if-range': String(whole.headers.etag) })).statusCode).toBe(206)
  expect((await get(other)).statusCode).toBe(404)
  for (const wrong of ['x', '../x', `${video}.mp4`]) expect((await get(wrong)).statusCode).toBe(404)

  await house.call(maker, 'media.addSubtitle', { titleId: video, language: 'fr', text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nAu bord du lac.\n' })
  const subtitles = [{ language: 'fr', label: expect.any(String), src: expect.stringMatching(/^\/media\/subtitles\//) }]
  const shown = { src: address(video), poster: '/media/pictures/x/640.jpg', subtitles }
  expect((await studio(id, reviewer)).video).toEqual(shown)
  const project = await house.call<Project>(reviewer, 'crowdfunding.getProject', { slug })
  expect(project.video).toEqual(shown)
  const html = renderToStaticMarkup(createElement(ProjectCover, { project, sizes: '100vw' }))
  expect(html).toMatch(/<video[^>]* controls=""/)
  for (const said of [`src="${shown.src}"`, `poster="${shown.poster}"`, 'preload="none"', 'playsInline=""', 'srcLang="fr"']) expect(html).toContain(said)

  await house.call(maker, 'media.removeTitle', { titleId: video })
  await house.runJobs()
  expect((await get(video)).statusCode).toBe(404)
  expect(await files().stat(`titles/${video}/clip.mp4`)).toBeNull()
  expect((await studio(id)).video).toBeNull()
}, 120_000)

test('a video chosen after the submission is made too, and a clip is made once', async () => {
  const { house, maker, reviewer } = scene
  const { id } = await writeProject(scene)
  await house.call(maker, 'crowdfunding.submitProject', { id })
  await house.call(reviewer, 'crowdfunding.decideProject', { id, verdict: 'changes-asked', note: 'Une vidéo, s’il vous plaît.' })
  const video = await title('late', { seconds: 1, sound: 'none' })
  await house.call(maker, 'crowdfunding.editProject', { id, videoTitleId: video })
  await house.runJobs()
  expect((await studio(id)).video?.src).toBe(address(video))
  const first = await files().stat(`titles/${video}/clip.mp4`)
  await house.call(maker, 'crowdfunding.submitProject', { id })
  await house.runJobs()
  expect(await files().stat(`titles/${video}/clip.mp4`)).toEqual(first)
}, 120_000)

test('a title without a film has no clip until its film comes, and another one when its film is replaced', async () => {
  const { house, maker, workspaceId } = scene
  const { id: empty } = await createTitle(house.ctx(maker), { workspaceId, name: 'Rien encore' })
  await makeClip(house.db, empty)
  await house.runJobs()
  expect((await get(empty)).statusCode).toBe(404)
  await send(empty, { seconds: 1 })
  const first = await get(empty)
  expect(await looked(first.rawPayload)).toContain('320x180')
  await send(empty, { seconds: 1, size: '160x90' })
  expect(await looked((await get(empty)).rawPayload)).toContain('160x90')
}, 60_000)
