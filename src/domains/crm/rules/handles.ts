import type { Network } from '../types.ts'

/** Where an artist is found on a network: from what people paste (an address, an @name, a number) to what the network compares. */

interface Known {
  hosts: RegExp
  /** The identifier in the path and query of an address of that network. */
  inUrl: (url: URL) => string | undefined
  /** What may stand alone, without an address. */
  bare: RegExp
  /** Names there are one whatever their case. */
  folds: boolean
  address: (identifier: string) => string
}

const first = (url: URL): string | undefined => parts(url)[0]?.replace(/^@/, '')
const parts = (url: URL): string[] => url.pathname.split('/').filter(Boolean).map(decoded)
const after = (url: URL, ...words: string[]): string | undefined => {
  const all = parts(url)
  const at = all.findIndex((part) => words.includes(part))
  return at < 0 ? undefined : all[at + 1]
}
/** Names that are pages of the network itself. */
const pages = new Set([
  'p',
  'reel',
  'reels',
  'explore',
  'stories',
  'watch',
  'share',
  'search',
  'hashtag',
  'home',
  'login',
  'intent',
  'status',
  'videos',
  'tag',
  'discover',
  'sharer',
])

const known: Readonly<Record<Exclude<Network, 'website'>, Known>> = {
  instagram: { hosts: /(^|\.)(instagram\.com|instagr\.am)$/, inUrl: first, bare: /^[A-Za-z0-9._]{1,30}$/, folds: true, address: (id) => `https://www.instagram.com/${id}/` },
  tiktok: { hosts: /(^|\.)tiktok\.com$/, inUrl: first, bare: /^[A-Za-z0-9._]{2,24}$/, folds: true, address: (id) => `https://www.tiktok.com/@${id}` },
  youtube: {
    hosts: /(^|\.)(youtube\.com|youtu\.be)$/,
    inUrl: youtubeIn,
    bare: /^(UC[\w-]{22}|@?[\p{L}\p{N}._-]{3,60}|(c|user)\/[\p{L}\p{N}._-]{1,60})$/u,
    folds: false,
    address: youtubeAddress,
  },
  facebook: { hosts: /(^|\.)(facebook\.com|fb\.com|fb\.me)$/, inUrl: facebookIn, bare: /^[\p{L}\p{N}.-]{2,80}$/u, folds: true, address: facebookAddress },
  x: { hosts: /(^|\.)(twitter\.com|x\.com)$/, inUrl: first, bare: /^\w{1,15}$/, folds: true, address: (id) => `https://x.com/${id}` },
  spotify: {
    hosts: /(^|\.)spotify\.com$/,
    inUrl: (url) => after(url, 'artist'),
    bare: /^[A-Za-z0-9]{22}$/,
    folds: false,
    address: (id) => `https://open.spotify.com/artist/${id}`,
  },
  deezer: { hosts: /(^|\.)deezer\.com$/, inUrl: (url) => after(url, 'artist'), bare: /^\d{1,18}$/, folds: false, address: (id) => `https://www.deezer.com/artist/${id}` },
  'apple-music': {
    hosts: /(^|\.)(music|itunes)\.apple\.com$/,
    inUrl: (url) =>
      parts(url)
        .findLast((part) => /^(id)?\d+$/.test(part))
        ?.replace('id', ''),
    bare: /^\d{1,18}$/,
    folds: false,
    address: (id) => `https://music.apple.com/artist/${id}`,
  },
  soundcloud: { hosts: /(^|\.)soundcloud\.com$/, inUrl: first, bare: /^[A-Za-z0-9_-]{2,60}$/, folds: true, address: (id) => `https://soundcloud.com/${id}` },
  bandcamp: {
    hosts: /\.bandcamp\.com$/,
    inUrl: (url) => url.hostname.split('.').at(-3),
    bare: /^[A-Za-z0-9-]{1,63}$/,
    folds: true,
    address: (id) => `https://${id}.bandcamp.com`,
  },
  musicbrainz: {
    hosts: /(^|\.)musicbrainz\.org$/,
    inUrl: (url) => after(url, 'artist', 'label', 'place'),
    bare: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
    folds: true,
    address: (id) => `https://musicbrainz.org/artist/${id}`,
  },
  linkedin: {
    hosts: /(^|\.)linkedin\.com$/,
    inUrl: linkedinIn,
    bare: /^((in|company)\/)?[\p{L}\p{N}_%-]{2,100}$/u,
    folds: true,
    address: (id) => `https://www.linkedin.com/${id}/`,
  },
  twitch: { hosts: /(^|\.)twitch\.tv$/, inUrl: first, bare: /^\w{2,25}$/, folds: true, address: (id) => `https://www.twitch.tv/${id}` },
}

function youtubeIn(url: URL): string | undefined {
  const [kind = '', name] = parts(url)
  if (url.hostname.endsWith('youtu.be')) return undefined
  if (kind.startsWith('@')) return kind
  if (kind === 'channel') return name
  return (kind === 'c' || kind === 'user') && name ? `${kind}/${name}` : undefined
}

function youtubeAddress(id: string): string {
  return `https://www.youtube.com/${id.startsWith('UC') ? `channel/${id}` : id}`
}

function facebookIn(url: URL): string | undefined {
  const all = parts(url)
  if (all[0] === 'profile.php') return url.searchParams.get('id') ?? undefined
  return all[0] === 'people' || all[0] === 'pages' ? all[2] : all[0]
}

function facebookAddress(id: string): string {
  return `https://www.facebook.com/${/^\d+$/.test(id) ? `profile.php?id=${id}` : id}`
}

function linkedinIn(url: URL): string | undefined {
  const [kind = '', name] = parts(url)
  return (kind === 'in' || kind === 'company') && name ? `${kind}/${name}` : undefined
}

export interface Handle {
  network: Network
  /** As the network compares it. */
  identifier: string
  url: string
}

/** Reads what was typed for a network. Null when it is no address or name of it. */
export function handleOf(network: Network, typed: string): Handle | null {
  const text = typed.trim()
  if (text === '' || text.length > 500) return null
  if (network === 'website') return website(text)
  const { hosts, inUrl, bare, folds, address } = known[network]
  const url = addressIn(text)
  const uri = network === 'spotify' ? /^spotify:artist:(\w{22})$/.exec(text)?.[1] : undefined
  const isThere = url !== null && hosts.test(url.hostname)
  if (!isThere && /^(https?:)?\/\//i.test(text)) return null
  const given = (uri ?? (isThere ? inUrl(url) : network === 'youtube' ? text : text.replace(/^@/, '')))?.trim() ?? ''
  if (pages.has(given.toLowerCase()) || !bare.test(given)) return null
  const name = spelled(network, given)
  const identifier = folds ? name.toLowerCase() : name
  return { network, identifier, url: address(identifier) }
}

/** One spelling of a name: YouTube's with its @ in small letters (channel ids keep their case), LinkedIn's with its kind. */
function spelled(network: Network, given: string): string {
  if (network === 'linkedin') return given.includes('/') ? given : `in/${given}`
  if (network !== 'youtube' || /^UC[\w-]{22}$/.test(given)) return given
  return (/^(@|c\/|user\/)/.test(given) ? given : `@${given}`).toLowerCase()
}

/** The network an address belongs to, else `website`. Null when it is no address. */
export function handleIn(typed: string): Handle | null {
  const text = typed.trim()
  if (text.startsWith('spotify:artist:')) return handleOf('spotify', text)
  const url = addressIn(text)
  if (!url) return null
  for (const network of Object.keys(known) as (keyof typeof known)[]) if (known[network].hosts.test(url.hostname)) return handleOf(network, text)
  return website(text)
}

function website(text: string): Handle | null {
  const url = addressIn(text)
  if (!url) return null
  const path = url.pathname.replace(/\/+$/, '')
  return { network: 'website', identifier: `${url.hostname.replace(/^www\./, '')}${path.toLowerCase()}${url.search}`, url: `${url.protocol}//${url.host}${path}${url.search}` }
}

/** A web address, with or without `https://`. Nothing else: no `javascript:`, no name without a dot. */
function addressIn(text: string): URL | null {
  if (/\s/.test(text) || (/^[a-z][a-z\d+.-]*:/i.test(text) && !/^https?:\/\//i.test(text) && !/^[\w-]+(\.[\w-]+)+:\d/.test(text))) return null
  try {
    const url = new URL(/^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`)
    return /^([\p{L}\p{N}-]+\.)+[\p{L}][\p{L}\p{N}-]*$/u.test(url.hostname) && !url.username ? url : null
  } catch {
    return null
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
