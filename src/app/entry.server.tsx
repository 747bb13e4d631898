import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { renderToPipeableStream } from 'react-dom/server'
import { ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router'
import { pageOf } from '#platform/page'
import { pageHandle } from '#app/frame/handle.ts'
import { NonceProvider } from '#app/frame/nonce.tsx'
import { TextProvider } from '#ui/text'

export { pageContext } from '#platform/page'

/** After this many ms the server stops waiting for a loader's promises. */
export const streamTimeout = 10_000

/**
 * Renders a page. A reading page leaves whole, so that React has no script to add to it;
 * a work screen leaves as soon as its frame is ready.
 */
export default function handleRequest(request: Request, status: number, headers: Headers, routerContext: EntryContext, context: RouterContextProvider): Promise<Response> {
  const { lang, t, nonce } = pageOf(context)
  const { matches } = routerContext.staticHandlerContext
  const reading = pageHandle(matches.map((match) => match.route.handle)).page === 'reading'
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Language', lang)
  if (reading && status === 200 && mayStay(new URL(request.url)) && !headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
  return new Promise((resolve, reject) => {
    const answer = (): void => {
      const body = new PassThrough({ final: (done) => (clearTimeout(timer), done()) })
      pipe(body)
      resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
    }
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider nonce={nonce}>
        <TextProvider lang={lang} t={t}>
          <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
        </TextProvider>
      </NonceProvider>,
      { nonce, [reading ? 'onAllReady' : 'onShellReady']: answer, onShellError: reject },
    )
    const timer = setTimeout(abort, streamTimeout + 1000)
  })
}

/** Pages for everyone: a device may keep them for when there is no network. Whatever holds a secret in its address, or belongs to one person, is read once (`no-store`). */
function mayStay({ pathname, searchParams }: URL): boolean {
  return !searchParams.has('token') && /^\/(karangou(\/(films|people|collections|projects)(\/[^/]+)?)?|mona|spark|stage|status|api\/docs(\/\w+)?)?$/.test(pathname)
}

/** A bug met while a page was made is logged once, with the request's id; a visitor who left is no bug. */
export function handleError(error: unknown, { request, context }: { request: Request; context: Readonly<RouterContextProvider> }): void {
  if (!request.signal.aborted) pageOf(context).report(error)
}
