import { findPeople, workspaceOf } from '#domains/identity'
import { artistsOf, findRecords, type ArtistFacts, type RecordFacts } from '#domains/crm'
import type { Db } from '#platform/context'
import { type Lang, localeOf } from '#platform/text'
import { type Values, variables } from '../rules/variables.ts'

/** What the variables of a message to these records stand for, by record; those that are gone are left out. */
export async function valuesOf(
  db: Db,
  workspaceId: string,
  recordIds: readonly string[],
  senderId: string | null,
  lang: Lang | ((id: string) => Lang),
): Promise<Map<string, Values>> {
  const [records, artists, agency, people] = [
    await findRecords(db, recordIds),
    await artistsOf(db, recordIds),
    await workspaceOf(db, workspaceId),
    await findPeople(db, senderId ? [senderId] : []),
  ]
  const sender = senderId ? (people.get(senderId)?.name ?? null) : null
  const ours = { 'sender.name': sender, 'sender.firstname': firstWord(sender), 'agency.name': agency.name }
  return new Map(
    [...records.values()]
      .filter((one) => one.workspaceId === workspaceId)
      .map((one) => [one.id, { ...ofRecord(one, artists.get(one.id), typeof lang === 'function' ? lang(one.id) : lang), ...ours }]),
  )
}

const firstWord = (name: string | null): string | null => name?.trim().split(/\s+/)[0] ?? null

function ofRecord(record: RecordFacts, artist: ArtistFacts | undefined, lang: Lang): Values {
  const audience = Object.entries(artist?.audience ?? {}).toSorted(([, a], [, b]) => (b.followers ?? 0) - (a.followers ?? 0))
  return {
    'artist.name': record.name,
    // The stage name of a band has no first name; a person has.
    'artist.firstname': record.kind === 'person' ? firstWord(record.name) : textOf(artist?.custom.firstname ?? artist?.custom.prenom),
    'artist.city': record.city,
    'artist.country': record.country ? countryName(record.country, lang) : null,
    'artist.genre': artist?.genres[0] ?? null,
    'artist.followers': artist?.followers ? new Intl.NumberFormat(localeOf(lang)).format(artist.followers) : null,
    'artist.network': audience[0] ? (networkNames[audience[0][0]] ?? audience[0][0]) : null,
    ...Object.fromEntries(Object.entries(artist?.custom ?? {}).map(([key, value]) => [`field.${key}`, textOf(value)])),
  }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : null

function countryName(code: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames(localeOf(lang), { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** Names of places, the same in every language. */
const networkNames: Readonly<Record<string, string>> = {
  instagram: 'Instagram',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  facebook: 'Facebook',
  x: 'X',
  spotify: 'Spotify',
  deezer: 'Deezer',
  'apple-music': 'Apple Music',
  soundcloud: 'SoundCloud',
  bandcamp: 'Bandcamp',
  linkedin: 'LinkedIn',
}

/** The names a template of this agency may use: everybody's, and one for each of its own fields. */
export const knownVariables = (fieldKeys: readonly string[]): string[] => [...variables, ...fieldKeys.map((key) => `field.${key}`)]
