import type { NewRecord } from '../store/records.ts'

/** People and houses around the artists. None of them exists; addresses end in .example. */

const people: readonly (readonly [name: string, role: string, city: string, country: string])[] = [
  ['Sélom Agbeko', 'Manager', 'Lomé', 'TG'],
  ['Aïssata Barry', 'Manager', 'Conakry', 'GN'],
  ['Ibrahim Coulibaly', 'Tourneur', 'Bamako', 'ML'],
  ['Clémence Aubry', 'Attachée de presse', 'Paris', 'FR'],
  ['Nathalie Koffi', 'Journaliste', 'Abidjan', 'CI'],
  ['Thierry Quéméner', 'Programmateur', 'Rennes', 'FR'],
  ['Rokhaya Ndiaye', 'Journaliste', 'Dakar', 'SN'],
  ['Bastien Leroux', 'Ingénieur du son', 'Nantes', 'FR'],
  ['Edem Tchalla', 'Réalisateur de clips', 'Lomé', 'TG'],
  ['Hortense Bikaï', 'Manager', 'Douala', 'CM'],
  ['Yacouba Sanogo', 'Programmateur', 'Ouagadougou', 'BF'],
  ['Marguerite Olsen', 'Éditrice', 'Bruxelles', 'BE'],
  ['Kwabena Asante', 'Tourneur', 'Accra', 'GH'],
  ['Solène Riou', 'Photographe', 'Brest', 'FR'],
]

const organisations: readonly (readonly [name: string, role: string, city: string, country: string])[] = [
  ['Label Sahel Sonore', 'label', 'Bamako', 'ML'],
  ['Marée Haute Disques', 'label', 'Brest', 'FR'],
  ['Kente Records', 'label', 'Accra', 'GH'],
  ['Le Hangar aux Palmes', 'venue', 'Lomé', 'TG'],
  ['La Verrière du Port', 'venue', 'Nantes', 'FR'],
  ['Salle des Tisserands', 'venue', 'Rennes', 'FR'],
  ['Radio Lagune', 'media', 'Abidjan', 'CI'],
  ['Tempo Kreyol', 'media', 'Paris', 'FR'],
  ['Le Carnet des Scènes', 'media', 'Dakar', 'SN'],
  ['Brasserie du Golfe', 'sponsor', 'Lomé', 'TG'],
  ['Téléphonie Baobab', 'sponsor', 'Abidjan', 'CI'],
  ['Collectif Nuit Claire', 'other', 'Bruxelles', 'BE'],
]

const addressOf = (name: string, before: string): string =>
  `${before}@${name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')}.example`

export function demoContacts(owners: readonly string[]): NewRecord[] {
  const of =
    (kind: 'person' | 'organisation') =>
    (one: readonly [string, string, string, string], place: number): NewRecord => ({
      kind,
      name: one[0],
      role: one[1],
      city: one[2],
      country: one[3],
      email: addressOf(one[0], kind === 'person' ? 'bonjour' : 'contact'),
      ownerId: owners[place % owners.length]!,
      tags: one[1] === 'sponsor' ? ['Partenaire possible'] : [],
      invented: true,
    })
  return [...people.map(of('person')), ...organisations.map(of('organisation'))]
}

/** Who is what to whom: artist's place in the list, contact's name, role. */
export const demoRelations: readonly (readonly [artist: number, contact: string, role: string])[] = [
  [0, 'Sélom Agbeko', 'manager'],
  [1, 'Clémence Aubry', 'attachée de presse'],
  [2, 'Marée Haute Disques', 'label'],
  [3, 'Ibrahim Coulibaly', 'tourneur'],
  [4, 'Hortense Bikaï', 'manager'],
  [5, 'Label Sahel Sonore', 'label'],
  [6, 'Thierry Quéméner', 'programmateur'],
  [7, 'Aïssata Barry', 'manager'],
  [8, 'Kente Records', 'label'],
  [9, 'Kwabena Asante', 'tourneur'],
]
