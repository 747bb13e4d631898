/*
 * Griot without network: pages come from the network first and fall back on the last copy read, then on /offline; built files never change
 * and are kept; films, keys, the API and anything signed or private are never kept. Signing in or out forgets every page.
 */
const shell = 'griot-shell-2'
const pages = 'griot-pages-2'
const assets = 'griot-assets-2'
const mostPages = 40

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers([shell, pages, assets]).then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method !== 'GET') {
    if (/^\/(sign-|account|preferences|api\/auth)/.test(url.pathname)) event.waitUntil(caches.delete(pages))
    return
  }
  if (request.headers.has('range')) return
  if (/^\/(assets|islands|icons)\//.test(url.pathname) && !url.pathname.endsWith('manifest.json')) event.respondWith(fromCacheFirst(request))
  else if (request.mode === 'navigate' && isPublic(url)) event.respondWith(fromNetworkFirst(request))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(offline))
})

/** The offline page and the files it names. */
async function keepShell() {
  const cache = await caches.open(shell)
  const answer = await fetch('/offline', { cache: 'reload', credentials: 'omit' })
  const page = await answer.clone().text()
  await cache.put('/offline', answer)
  const files = [...page.matchAll(/(?:href|src)="(\/(?:assets|islands)\/[^"]+)"/g)].map(([, address]) => address)
  await (await caches.open(assets)).addAll([...new Set(files)])
}

/** Pages anyone may read; those of an account, of an office or under way are never kept. */
function isPublic(url) {
  return !/^\/(api|account|office|sign-|media|files|healthz|readyz|metrics|studio)/.test(url.pathname)
}

async function fromCacheFirst(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(assets)).put(request, answer.clone())
  return answer
}

async function fromNetworkFirst(request) {
  try {
    const answer = await fetch(request)
    if (answer.ok && !answer.redirected && answer.headers.get('content-type')?.startsWith('text/html')) void keepPage(request, answer.clone())
    return answer
  } catch {
    return (await caches.match(request)) ?? offline()
  }
}

async function keepPage(request, answer) {
  const cache = await caches.open(pages)
  await cache.put(request, answer)
  const kept = await cache.keys()
  await Promise.all(kept.slice(0, Math.max(0, kept.length - mostPages)).map((old) => cache.delete(old)))
}

async function offline() {
  return (await caches.match('/offline')) ?? new Response('Hors ligne. Offline.', { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

async function forgetOthers(ours) {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => !ours.includes(name)).map((name) => caches.delete(name)))
}
