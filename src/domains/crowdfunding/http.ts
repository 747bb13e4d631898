import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { may } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { files } from '#platform/files'
import { answer } from '#platform/http/errors'
import { bytesOf, readForm } from '#platform/http/form.ts'
import { type Door, sendBack } from '#platform/http/door'
import { statusForCode } from '#platform/http/status'
import { found, isRefusal, Refusal } from '#platform/refusal'
import { addDocument, addProjectPicture, documentKey, mostBytes } from './actions/papers.ts'
import { giveContributors, giveReceipt } from './papers-out.ts'
import { maySee, mayReadPrivate } from './present.ts'
import { readDocument } from './store/documents.ts'
import { readProject } from './store/projects.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Addresses that are bytes: documents and pictures of projects, receipts, the list of contributors as a table. */
export async function mount(app: FastifyInstance, door: Door): Promise<void> {
  app.get<{ Params: { id: string; documentId: string } }>('/api/projects/:id/documents/:documentId', async (request, reply) =>
    giveDocument(await door.ctxOf(request), request.params, reply),
  )
  app.get<{ Params: { id: string } }>('/api/projects/:id/contributors.csv', async (request, reply) => giveContributors(await door.ctxOf(request), request.params.id, reply))
  app.get<{ Params: { id: string }; Querystring: { token?: string; lang?: string } }>('/api/v1/contributions/:id/receipt.pdf', async (request, reply) =>
    giveReceipt(door, await door.ctxOf(request), { ...request.params, ...request.query }, reply),
  )
  await app.register(async (scope) => {
    // The form is read here, up to its limit, and by nobody before.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.post<{ Params: { id: string } }>('/api/projects/:id/documents', (request, reply) =>
      take(door, request, reply, (ctx, form) => {
        const visibility = form.fields.visibility === 'public' ? 'public' : 'reviewers'
        return addDocument(ctx, { projectId: request.params.id, name: form.fields.name || form.filename, visibility, bytes: form.bytes })
      }),
    )
    scope.post<{ Params: { id: string } }>('/api/projects/:id/pictures', (request, reply) =>
      take(door, request, reply, (ctx, form) =>
        addProjectPicture(ctx, { projectId: request.params.id, place: form.fields.place === 'gallery' ? 'gallery' : 'cover', bytes: form.bytes }),
      ),
    )
  })
}

interface Form {
  fields: Record<string, string>
  filename: string
  bytes: Buffer
}

/** One file of a maker. Answers a browser with its page again (field `back`), and a program that asks for JSON with JSON. */
async function take(door: Door, request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply, keep: (ctx: Ctx, form: Form) => Promise<object>): Promise<unknown> {
  const ctx = await door.ctxOf(request)
  sendBack(ctx, reply)
  door.spend(ctx, null, 'upload')
  const wantsJson = (request.headers.accept ?? '').includes('application/json')
  const form: Form = { fields: {}, filename: 'document', bytes: Buffer.alloc(0) }
  let refused: Refusal | null = null
  let kept: object = {}
  try {
    await mayAdd(ctx, request.params.id)
    await readForm(request, form.fields, { bytes: mostBytes, bad: new Refusal('invalid', 'crowdfunding.emptyFile') }, async (file, name) => {
      form.filename = name
      form.bytes = await bytesOf(file)
    })
    kept = await keep(ctx, form)
  } catch (error) {
    if (!isRefusal(error)) throw error
    refused = error
  }
  if (wantsJson) return refused ? answer(door, request, reply, refused, statusForCode(refused)) : reply.code(201).send(kept)
  const to = new URL(ownPath(form.fields.back) ?? `/karangou/studio/projects/${request.params.id}`, 'http://here')
  if (refused) to.searchParams.set('refused', refused.code)
  return reply.redirect(to.pathname + to.search + to.hash, 303)
}

/** A path of this house and nothing else: a form may not send people away. */
const ownPath = (given: string | undefined): string | null => (given && /^\/(?![/\\])[^\s\\]*$/.test(given) ? given : null)

async function mayAdd(ctx: Ctx, projectId: string): Promise<void> {
  if (ctx.actor.kind === 'nobody') throw new Refusal('unauthenticated', 'platform.signInNeeded')
  const project = uuid.test(projectId) ? await readProject(ctx.db, projectId) : null
  if (!project || !may(ctx.actor, project.workspaceId, 'projects.view')) throw new Refusal('missing', 'crowdfunding.noSuchProject')
  if (!may(ctx.actor, project.workspaceId, 'projects.edit')) throw new Refusal('forbidden', 'crowdfunding.notMine')
}

/** Public papers for whoever sees the project, the others for its makers and reviewers. Never shown inside a page of ours. */
async function giveDocument(ctx: Ctx, { id, documentId }: { id: string; documentId: string }, reply: FastifyReply): Promise<FastifyReply> {
  const project = uuid.test(id) ? await readProject(ctx.db, id) : null
  const document = project && uuid.test(documentId) ? await readDocument(ctx.db, id, documentId) : null
  const allowed = project && document && maySee(ctx, project) && (document.visibility === 'public' || mayReadPrivate(ctx, project))
  const paper = found(allowed ? document : null, 'crowdfunding.noSuchDocument')
  const { stream, size } = await files().read(documentKey(id, documentId))
  const name = encodeURIComponent(paper.name.replaceAll(/["\r\n]/g, ''))
  return reply
    .header('content-length', size)
    .header('content-disposition', `inline; filename*=UTF-8''${name}`)
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('cache-control', 'private, max-age=300')
    .type(paper.type)
    .send(stream)
}
