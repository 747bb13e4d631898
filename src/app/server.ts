import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import manifest from '../../package.json' with { type: 'json' }
import { config } from '#platform/config'
import { type Catalogue, catalogueOf } from '#platform/http/catalogue'
import { errors, unreadable } from '#platform/http/errors'
import { guard } from '#platform/http/guard'
import { graphql } from '#platform/http/graphql/serve.ts'
import { health } from '#platform/http/health'
import { doorOf, type House, openDoor } from '#platform/http/door'
import { type OpenApi, openapi, ownAddresses, serveOpenApi } from '#platform/http/openapi'
import { buildFolder, pages } from '#platform/http/pages'
import { rest } from '#platform/http/rest'
import { stream } from '#platform/http/stream'
import { log } from '#platform/log'
import { allOperations, rooms } from './domains.ts'
import { actorOf } from './actors.ts'
import { dictionary as english } from './texts.en.ts'
import { dictionary as french } from './texts.fr.ts'

export const house: House = { operations: allOperations(), actorOf, dictionaries: { fr: french, en: english }, describe: apiDocument }

const made: { catalogue?: Catalogue; document?: OpenApi } = {}

/** All that the house can do, as its API describes it. Large, and made when first asked for: an idle house is small, and starts at once. */
export function catalogue(): Catalogue {
  return (made.catalogue ??= catalogueOf(house.operations))
}

export function apiDocument(): OpenApi {
  return (made.document ??= openapi(catalogue(), manifest, [...rooms.flatMap((room) => room.addresses ?? []), ...ownAddresses]))
}

/** HTTP from the rooms' operations: REST, stream, pages. Pages are left out when they are not built (tests of the API). */
export async function openServer(options: { pages?: boolean } = {}): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Each line names the request itself; a logger for each request would cost more than many a query.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: config().TRUST_PROXY > 0 && ((_address: string, hop: number) => hop < config().TRUST_PROXY),
    bodyLimit: 2 * 1024 ** 2,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void unreadable(door, error, request, reply),
  })
  const door = openDoor(house)
  errors(app, door)
  guard(app)
  app.addHook('onResponse', (request, reply, done) => {
    const failed = reply.statusCode >= 500
    if (failed || log.isLevelEnabled('debug'))
      log[failed ? 'error' : 'debug'](
        { requestId: request.id, method: request.method, path: request.url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'request',
      )
    done()
  })
  health(app)
  rest(app, door)
  graphql(app, door, catalogue)
  serveOpenApi(app, apiDocument)
  await stream(
    app,
    door,
    rooms.flatMap((room) => (room.topics ?? []).map((topic) => ({ ...topic, room: room.name }))),
  )
  for (const room of rooms) await room.mount?.(app, doorOf(door, room.name))
  if (options.pages ?? existsSync(join(buildFolder(), 'server/index.js'))) await pages(app, door)
  return app
}
