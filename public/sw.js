/*
 * Griot without network: pages come from the network first and fall back on the last copy read, then on /offline; built files never change
 * and are kept; films, keys, the API and whatever its answer says not to store are never kept. Signing in or out forgets every page; signing out
 * also ends what this device was told. Notices that are pushed are shown, and lead where they say.
 */
const shell = 'griot-shell-3'
const pages = 'griot-pages-3'
const assets = 'griot-assets-3'
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
    if (url.pathname === '/sign-out') event.waitUntil(endPush())
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
    if (mayKeep(answer)) void keepPage(request, answer.clone())
    return answer
  } catch {
    return (await caches.match(request)) ?? offline()
  }
}

/** What an answer says of itself comes before what its address looks like: a studio, an account, a receipt are read once. */
function mayKeep(answer) {
  return answer.ok && !answer.redirected && answer.headers.get('content-type')?.startsWith('text/html') && !/\bno-store\b/.test(answer.headers.get('cache-control') ?? 'no-store')
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

/** A pushed notice: `{ title, body, href, lang, tag }`. The same notice again replaces itself. */
self.addEventListener('push', (event) => {
  const said = readPush(event.data)
  if (!said) return
  const { title, body, href, lang, tag } = said
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, icon: '/icons/griot-192.png', badge: '/icons/griot-192.png', data: { href, tag } }))
})

function readPush(data) {
  try {
    const said = data?.json()
    return typeof said?.title === 'string' ? said : null
  } catch {
    return null
  }
}

/** Opens what the notice leads to, in a tab that is there already when it can, and marks it as read. Never leads out of the house. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { href, tag } = event.notification.data ?? {}
  const target = new URL(href ?? '/account/notices', location.origin)
  const address = target.origin === location.origin ? target.href : location.origin
  event.waitUntil(Promise.all([openAt(address), tag ? fetch(`/api/v1/notices/${encodeURIComponent(tag)}/reading`, { method: 'POST' }).catch(() => undefined) : undefined]))
})

async function openAt(address) {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = tabs.find((tab) => tab.url === address)
  if (same) return same.focus()
  return self.clients.openWindow(address)
}

/** The browser changed the address of this device: the house is told the new one. */
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renewPush(event.oldSubscription, event.newSubscription))
})

async function renewPush(former, given) {
  const renewed = given ?? (former && (await self.registration.pushManager.subscribe(former.options)))
  if (!renewed) return
  const { endpoint, keys } = renewed.toJSON()
  await fetch('/api/v1/me/push-devices', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ endpoint, ...keys }) })
}

/** Whoever comes next to this device is not told what concerned the one who left. */
async function endPush() {
  const subscription = await self.registration.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}
