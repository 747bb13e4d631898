import { handleIn } from '../handles.ts'
import { plainMail, plainName } from '../names.ts'
import { type Network, networks, type RecordKind } from '../../types.ts'
import { countryOf } from './countries.ts'
import { isShared, type NewFieldType, type PlainTarget, type Target, targetsOf } from './targets.ts'
import { countIn, dayIn, isNothing, numberIn, yesNoIn } from './values.ts'

/** What a column is, by its label and by what its cells hold. */

const synonyms: Readonly<Record<Exclude<PlainTarget, 'link'>, string>> = {
  name: 'nom|name|nom artiste|artiste|artist|artist name|nom scene|groupe|band|act|nom complet|full name|nom prenom|prenom nom|raison sociale|organisation|organization|organisme|societe|company|structure|contact|nom structure|nom organisation|nom contact|display name|titre|title',
  firstName: 'prenom|first name|firstname|given name|prenoms',
  lastName: 'nom famille|last name|lastname|surname|family name',
  role: 'role|fonction|function|poste|job title|metier|type|type structure|categorie|category',
  email: 'mail|email|e mail|courriel|adresse mail|adresse email|adresse e mail|email address|mail contact|contact mail|email contact|contact email|mail adresse',
  phone: 'telephone|tel|phone|mobile|portable|tel portable|numero|numero telephone|phone number|gsm|whatsapp|contact telephone|n tel|cell|cellphone',
  country: 'pays|country|nationalite|nationality|pays origine|origine|country code|code pays|iso2|iso',
  city: 'ville|city|commune|town|localite|ville residence|base a|location|lieu',
  biography: 'bio|biographie|biography|presentation|description|about|a propos',
  genres: 'genre|genres|style|styles|genre musical|style musical|genres musicaux|music genre|musique|esthetique|esthetiques',
  languages: 'langue|langues|language|languages|langue parlee|langues parlees',
  tags: 'tag|tags|etiquette|etiquettes|label tags|mots cles|keywords|groupe contacts|liste',
  selfProduced: 'autoproduit|auto produit|autoproduction|self produced|self released|independant|independent|indie',
  hasTeam: 'equipe|team|manager|management|a une equipe|has team|entourage',
  source: 'source|provenance|origine contact|lead source|trouve par|via|canal',
  owner: 'responsable|owner|proprietaire|suivi par|assigned|charge|referent|coach|assignee|attribue a',
  nextStep: 'prochaine etape|next step|prochaine action|a faire|todo|relance|next action',
  nextStepOn: 'date relance|relancer|echeance|next step date|date prochaine action|due date|follow up date',
  note: 'note|notes|commentaire|commentaires|remarque|remarques|comment|comments|observation|observations|memo',
}
const emptyWords = new Set(['de', 'd', 'du', 'des', 'l', 'la', 'le', 'les', 'of', 'the', 'a', 'au', 's', 'n', 'nb', 'nbr', 'nombre', 'number'])
const byLabel = new Map<string, PlainTarget>()
for (const [target, words] of Object.entries(synonyms) as [PlainTarget, string][])
  for (const word of words.split('|')) if (!byLabel.has(reduced(word))) byLabel.set(reduced(word), target)

const networkWords: Readonly<Record<string, Network>> = {
  instagram: 'instagram', insta: 'instagram', ig: 'instagram', tiktok: 'tiktok', 'tik tok': 'tiktok', youtube: 'youtube', yt: 'youtube', facebook: 'facebook', fb: 'facebook',
  twitter: 'x', x: 'x', spotify: 'spotify', deezer: 'deezer', 'apple music': 'apple-music', itunes: 'apple-music', soundcloud: 'soundcloud', bandcamp: 'bandcamp', musicbrainz: 'musicbrainz',
  mbid: 'musicbrainz', linkedin: 'linkedin', twitch: 'twitch', site: 'website', website: 'website', 'site web': 'website', web: 'website', 'site internet': 'website', homepage: 'website',
} // prettier-ignore
const followerWords = /\b(abonnes?|followers?|fans?|subscribers?|suiveurs|communaute|auditeurs|listeners|audience)\b/
const engagementWords = /\b(engagement|taux engagement|er)\b/

/** A label without accents, case and little words: « Nom de l’artiste » → « nom artiste ». */
function reduced(label: string): string {
  const words = plainName(label.replaceAll(/[_()#:*]/g, ' ')).split(' ')
  return words.filter((word) => !emptyWords.has(word)).join(' ') || words.join(' ')
}

/** The labels of a file as they are compared with those of another file of the same make. */
export const signatureOf = (labels: readonly string[]): string => labels.map(reduced).join('|').slice(0, 4_000)

function labelled(label: string): Target | null {
  const plain = reduced(label)
  const exact = byLabel.get(plain)
  if (exact) return exact
  const network = networkIn(plain)
  if (followerWords.test(plain)) return `followers:${network && network !== 'website' ? network : 'instagram'}`
  if (engagementWords.test(plain)) return `engagement:${network && network !== 'website' ? network : 'instagram'}`
  if (network) return `link:${network}`
  if (/^(url|lien|link|liens|links|reseau|reseaux|profil|profile)( |$)/.test(plain)) return 'link'
  const begun = plain.split(' ').map((_, at, words) => byLabel.get(words.slice(0, words.length - at).join(' ')))
  return begun.find((one) => one === 'email' || one === 'phone' || one === 'country' || one === 'city') ?? null
}

function networkIn(plain: string): Network | null {
  const words = plain.split(' ')
  for (let length = 2; length > 0; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const found = networkWords[words.slice(at, at + length).join(' ')]
      if (found) return found
    }
  return null
}

/** What most cells of a column look like; null when they are words. */
function held(cells: readonly string[]): Target | null {
  const some = cells.filter((cell) => !isNothing(cell)).slice(0, 100)
  if (some.length === 0) return null
  const mostly = (test: (cell: string) => boolean, part = 0.7): boolean => some.filter(test).length >= part * some.length
  if (mostly((cell) => plainMail(cell) !== null)) return 'email'
  if (mostly((cell) => /^https?:\/\/|^www\./i.test(cell))) return linkOf(some)
  if (mostly((cell) => /^(\+|00)[\d\s.()-]{8,20}$/.test(cell) || /^0\d([\s.-]?\d{2}){4}$/.test(cell))) return 'phone'
  if (mostly((cell) => /^@[\w.]{2,30}$/.test(cell))) return 'link:instagram'
  return mostly((cell) => countryOf(cell) !== null && cell.length > 1, 0.8) ? 'country' : null
}

function linkOf(cells: readonly string[]): Target {
  const found = cells.map((cell) => handleIn(cell)?.network ?? 'website')
  return found.every((one) => one === found[0]) ? `link:${found[0]!}` : 'link'
}

/** The type that a field made from this column would have. */
export function fieldTypeOf(cells: readonly string[]): NewFieldType {
  const some = cells.filter((cell) => !isNothing(cell)).slice(0, 200)
  const all = (test: (cell: string) => boolean): boolean => some.length > 0 && some.every(test)
  if (all((cell) => typeof yesNoIn(cell) === 'boolean')) return 'yes-no'
  if (all((cell) => typeof dayIn(cell) === 'string')) return 'date'
  if (all((cell) => typeof numberIn(cell) === 'number' || typeof countIn(cell) === 'number')) return 'number'
  return all((cell) => /^https?:\/\/\S+$/i.test(cell)) ? 'link' : 'text'
}

export interface OwnField {
  key: string
  label: string
}

/**
 * A target for each column, by its label first, then by what its cells hold; a target that is taken is not given twice. Columns that nobody recognises are not taken (`''`).
 * `cells` = some cells of each column.
 */
export function guessMapping(kind: RecordKind, labels: readonly string[], cells: readonly (readonly string[])[], own: readonly OwnField[]): Target[] {
  const allowed = new Set<string>(targetsOf(kind))
  const taken = new Set<string>()
  const mapping: Target[] = labels.map(() => '')
  const offer = (at: number, target: Target | null): void => {
    if (mapping[at] !== '' || !target || (!allowed.has(target) && !target.startsWith('custom:')) || (taken.has(target) && !isShared(target))) return
    mapping[at] = target
    taken.add(target)
  }
  const ownKeys = new Map(own.map(({ key, label }) => [reduced(label), key]))
  for (const [at, label] of labels.entries()) offer(at, ownKeys.has(reduced(label)) ? `custom:${ownKeys.get(reduced(label))!}` : null)
  for (const [at, label] of labels.entries()) if (!isReason(label)) offer(at, sensible(labelled(label), cells[at] ?? []))
  for (const at of labels.keys()) offer(at, held(cells[at] ?? []))
  if (taken.has('firstName') && taken.has('name') && !taken.has('lastName')) mapping[mapping.indexOf('name')] = 'lastName'
  else if (!taken.has('name') && !taken.has('lastName')) offer(nameColumn(labels, cells, mapping), 'name')
  return mapping
}

/** The column that our own file of mistakes adds. */
export const isReason = (label: string): boolean => /^(motif griot|griot reason)$/.test(plainName(label))

/** A label may lie: « Contact » may hold mails, « Manager » names, « Label » anything. */
function sensible(target: Target | null, cells: readonly string[]): Target | null {
  const some = cells.filter((cell) => !isNothing(cell)).slice(0, 50)
  if (some.length === 0) return target
  if ((target === 'hasTeam' || target === 'selfProduced') && some.filter((cell) => typeof yesNoIn(cell) === 'boolean').length < some.length / 2) return null
  if (target === 'name' && held(cells) !== null && held(cells) !== 'country') return held(cells)
  return target
}

/** The first column of words that differ from row to row. */
function nameColumn(labels: readonly string[], cells: readonly (readonly string[])[], mapping: readonly Target[]): number {
  return labels.findIndex((_, at) => {
    const some = (cells[at] ?? []).filter((cell) => !isNothing(cell))
    return mapping[at] === '' && some.length > 0 && new Set(some).size > some.length * 0.6 && some.filter((cell) => /\p{L}{2}/u.test(cell)).length > some.length / 2
  })
}

export const networkOf = (target: string): Network | null => networks.find((one) => target.endsWith(`:${one}`)) ?? null
