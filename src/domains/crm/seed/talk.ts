import { after, day, hour, minute } from '#platform/clock'
import type { NewHappening } from '../store/happenings.ts'
import type { Interaction } from '../types.ts'
import { chanceOf } from './chance.ts'

/** Ten weeks of an agency's notes, as people write them. */

type Said = readonly [interaction: Interaction, direction: 'in' | 'out' | null, body: string]

const first: readonly Said[] = [
  ['message', 'out', 'Bonjour ! On a écouté le dernier titre trois fois de suite au bureau. On accompagne des artistes qui se produisent seuls, je peux vous en dire plus ?'],
  ['message', 'out', 'Bravo pour le live de samedi. Vous avez quelqu’un qui s’occupe de vos réseaux ?'],
  ['mail', 'out', 'Premier mail envoyé avec la présentation de l’agence et deux exemples de bilans.'],
  ['note', null, 'Vu en première partie, la salle a chanté le refrain sans connaître le titre. À contacter vite.'],
  ['note', null, 'Repéré par Mariam dans la sélection du festival. Profil Insta propre, dernière sortie il y a quatre mois.'],
  ['call', 'out', 'Pas décroché. Message laissé.'],
]
const then: readonly Said[] = [
  ['message', 'in', 'Merci ça fait plaisir !! Oui envoyez-moi des infos, je regarde ce soir'],
  ['message', 'in', 'Hello, je suis en studio jusqu’à vendredi, on se parle la semaine pro ?'],
  ['mail', 'in', 'Merci pour votre message. Je fais tout seul pour l’instant, votre bilan m’intéresse. Combien ça coûte ?'],
  ['call', 'in', 'A rappelé d’elle-même. Sort un EP au printemps, cherche quelqu’un pour la distribution et la presse. Très à l’aise, sait ce qu’elle veut.'],
  ['call', 'out', '20 min. Deux titres prêts, pas de budget clip. Ne connaît pas la Sacem, pas d’ISRC. Demande un tarif simple. Envoyer l’exemple de bilan.'],
  ['mail', 'out', 'Envoyé : exemple de bilan et les trois offres (290, 390, 490). Relancer jeudi.'],
  ['note', null, 'Attention, a déjà signé un contrat de distribution non exclusif, vérifier la durée avant de proposer quoi que ce soit.'],
  ['message', 'out', 'Petit coucou, vous avez eu le temps de regarder le document ?'],
]
const later: readonly Said[] = [
  ['meeting', 'out', 'Rencontre au café des Arts, une heure. Objectif d’ici juin : 10 000 abonnés et trois dates. D’accord pour commencer par le bilan.'],
  ['call', 'out', 'Point hebdo. A publié 4 fois cette semaine, le reel des coulisses a fait 3× la moyenne. Continuer ce format.'],
  ['mail', 'in', 'J’ai bien reçu le bilan, c’est clair. Juste une question sur la ligne presse, on s’appelle ?'],
  ['note', null, 'Photos de presse toujours pas faites. Proposer Solène en décembre.'],
  ['call', 'out', 'Hésite sur le prix. Proposé en deux fois. Réponse avant la fin du mois.'],
  ['message', 'in', 'Je réfléchis encore, c’est beaucoup pour moi en ce moment…'],
  ['meeting', 'out', 'Visio avec son ingé son. Les stems arrivent lundi. Calendrier de sortie posé ensemble.'],
]

/** What was said with one artist: nothing for some, a long thread for others. */
export function talkOf(recordId: string, name: string, by: string, now: Date): NewHappening[] {
  const chance = chanceOf(`talk ${name}`)
  const many = Math.floor(7 * chance.next() ** 1.7)
  const steps = [...new Set(Array.from({ length: many }, (_, place) => chance.one(place === 0 ? first : place < 3 ? then : later)))]
  const start = 66 - chance.below(30)
  const told = steps.map(([interaction, direction, body], place): NewHappening => {
    const ago = Math.max(0, start - Math.floor((start * place) / Math.max(1, steps.length)) - chance.below(4))
    const at = after(after(now, -ago * day), -(chance.below(8) * hour + chance.below(60) * minute + hour))
    return { recordId, kind: `crm.timeline.${interaction}`, interaction, direction, body, actorId: by, at }
  })
  return told.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** Her thread is whole: she is shown in the tour of the product. */
export const talkOfAma: readonly (readonly [daysAgo: number, ...Said])[] = [
  [68, 'note', null, 'Recommandée par Sélom. Voix grave, textes en éwé, public très fidèle à Lomé. 6 000 sur Insta sans aucune publicité.'],
  [
    66,
    'message',
    'out',
    'Bonjour Ama, votre reprise au marché de Bè nous a arrêtés net. On accompagne des artistes qui font tout eux-mêmes. Dix minutes au téléphone cette semaine ?',
  ],
  [65, 'message', 'in', 'Oh merci beaucoup 🙏🏾 oui avec plaisir, plutôt jeudi après 17 h'],
  [
    62,
    'call',
    'out',
    '35 min. Enregistre chez elle, mixe avec un ami. Trois titres prêts pour 2027. Veut jouer hors du Togo, ne sait pas par où commencer. Pas inscrite au BUTODRA.',
  ],
  [60, 'mail', 'out', 'Envoyé : proposition de premier bilan, et la liste de ce qu’il nous faut (liens, chiffres, photos).'],
  [57, 'mail', 'in', 'Voilà les liens et quelques photos. Pour les chiffres TikTok je ne sais pas où regarder.'],
  [48, 'meeting', 'out', 'Visio avec Julien. Premier bilan relu ensemble : présence forte, dossier de presse à faire, droits à régler d’abord.'],
  [30, 'call', 'in', 'Très contente : le reel « cuisine » a fait 41 000 vues. Demande quoi publier ensuite. Conseillé : la même recette, une fois par semaine.'],
  [12, 'message', 'in', 'La salle m’a confirmé pour le 20 décembre !!'],
  [4, 'note', null, 'Prête pour la suite. Deuxième bilan fait, ordonnance à lui envoyer.'],
]
