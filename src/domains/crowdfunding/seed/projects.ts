import type { Currency } from '#platform/money'
import type { Model } from '../types.ts'
import type { CoverName } from './covers.ts'

/** One project of the demo. Days are counted from the first start: negative ones are past. */
export interface DemoProject {
  title: string
  summary: string
  story: string
  risks: string
  country: string
  film: string | null
  cover: CoverName
  goal: number
  minimum?: number
  currency: Currency
  model: Model
  launched: number
  ends: number
  raised: number
  gifts: readonly number[]
  budget: readonly (readonly [string, number])[]
  team: readonly (readonly [string, string, string])[]
  rewards: readonly { title: string; text: string; amount: number; quantity: number | null; shipped?: boolean }[]
  milestones: readonly (readonly [string, number])[]
  update?: readonly [string, string]
}

const francs = [5_000, 10_000, 10_000, 25_000, 25_000, 40_000, 50_000, 75_000, 100_000]
const euros = [1_000, 2_000, 2_500, 5_000, 5_000, 10_000]

const director = ['Kossi Adjovi', 'Réalisation', 'Deux courts métrages, tournés entre Aného et Kpalimé, montrés à Ouagadougou et à Clermont.'] as const
const producer = ['Claire Vandenberghe', 'Production', 'Douze ans de coproductions entre Bruxelles et Lomé.'] as const

export const live: readonly DemoProject[] = [
  {
    title: 'Le Lapin du Mono',
    summary: 'Un court métrage d’animation : le lièvre rusé des contes éwé défend sa berge contre trois promoteurs.',
    country: 'TG',
    film: 'big-buck-bunny',
    cover: 'rabbit',
    story:
      'Dans les contes que ma grand-mère racontait au bord du Mono, le lièvre n’est pas le plus fort. Il est celui qui regarde, qui attend, et qui rit le dernier.\n\nNous voulons faire de ces contes un film de douze minutes, dessiné à Lomé par une équipe de neuf jeunes animatrices et animateurs formés ici, avec des logiciels libres. Le lièvre y défend sa berge contre trois promoteurs qui veulent couler du béton sur les terriers.\n\nLes voix seront enregistrées en éwé, avec des sous-titres en français et en anglais. La musique vient d’Agbodrafo : des chœurs de pêcheurs, et un balafon.\n\nLe scénarimage est fini. L’argent réuni paie quatre mois de dessin, l’enregistrement des voix et le mixage.',
    risks:
      'L’électricité coupe souvent : nous avons prévu deux onduleurs et un mois de marge. Si une animatrice nous quitte, la formation d’une autre retarde le film de trois semaines ; nous vous le dirons.',
    goal: 2_500_000,
    currency: 'XOF',
    model: 'all-or-nothing',
    launched: -24,
    ends: 3,
    raised: 2_496_500,
    gifts: francs,
    budget: [
      ['Animation, neuf personnes, quatre mois', 1_550_000],
      ['Voix et musique', 420_000],
      ['Mixage et étalonnage', 280_000],
      ['Onduleurs et disques', 150_000],
      ['Contreparties et frais', 100_000],
    ],
    team: [director, producer, ['Dzifa Amegan', 'Direction de l’animation', 'Formée à Lomé, passée par un studio de Dakar ; dessine des lièvres depuis l’enfance.']],
    rewards: [
      { title: 'Votre nom au générique', text: 'Et un lien pour voir le film avant tout le monde.', amount: 5_000, quantity: null },
      { title: 'Un dessin original', text: 'Une planche du scénarimage, signée.', amount: 25_000, quantity: 40, shipped: true },
      { title: 'Une journée à l’atelier', text: 'Venez dessiner avec nous à Lomé ; le déjeuner est compris.', amount: 100_000, quantity: 6 },
    ],
    milestones: [
      ['Voix enregistrées', 2_500],
      ['Animation à mi-chemin', 4_000],
      ['Film livré', 3_500],
    ],
    update: [
      'Les voix ont trouvé leur lièvre',
      'Vingt-deux comédiennes et comédiens sont venus aux essais. C’est Essi Kpodo, conteuse à Vogan, qui sera le lièvre. Sa première prise arrive bientôt ici.',
    ],
  },
  {
    title: 'Lagune 2051',
    summary: 'Lomé, dans une génération : une plongeuse répare les digues que tout le monde a oubliées. Science-fiction à hauteur d’eau.',
    country: 'TG',
    film: 'tears-of-steel',
    cover: 'lagoon',
    story:
      'La mer avance d’Aného à Cotonou de plusieurs mètres chaque année. Que restera-t-il de nos quartiers quand nos enfants auront notre âge ?\n\nLagune 2051 suit Abra, plongeuse, qui répare la nuit les digues d’une ville qui ne veut pas les voir. Un long métrage de science-fiction tourné dans de vrais lieux : le port, la lagune, les maisons que l’eau a déjà prises.\n\nPas de robots géants. Des pompes, des filets, des drones de récupération, et des gens qui s’organisent. Les effets sont faits ici, par l’équipe qui a travaillé sur nos courts métrages.\n\nAvec le minimum, nous tournons les quatre premiers jours et une bande de présentation qui convaincra les fonds. Avec le but, nous tournons tout l’acte premier.',
    risks: 'Tourner dans l’eau est lent et demande des secours. Nous avons un chef de plongée et une assurance ; une houle forte peut déplacer le tournage d’une saison.',
    goal: 8_000_000,
    minimum: 3_000_000,
    currency: 'XOF',
    model: 'keep',
    launched: -15,
    ends: 18,
    raised: 3_415_000,
    gifts: [10_000, 25_000, 50_000, 75_000, 100_000, 150_000, 200_000],
    budget: [
      ['Tournage, huit jours', 4_600_000],
      ['Plongée et sécurité', 1_300_000],
      ['Effets', 1_400_000],
      ['Assurances et frais', 700_000],
    ],
    team: [director, producer, ['Sena Tossou', 'Chef de plongée', 'Scaphandrier au port de Lomé depuis quinze ans.']],
    rewards: [
      { title: 'Le scénario', text: 'Relié, avec les croquis des digues.', amount: 10_000, quantity: null },
      { title: 'Deux places à l’avant-première', text: 'À Lomé, les pieds dans l’eau.', amount: 50_000, quantity: 60 },
    ],
    milestones: [
      ['Repérages et autorisations', 2_000],
      ['Quatre jours tournés', 4_500],
      ['Montage de l’acte premier', 3_500],
    ],
  },
  {
    title: 'Les Tambours de Nikki',
    summary: 'Un documentaire avec les griots de la cour de Nikki, qui n’ont jamais laissé écrire ce qu’ils savent.',
    country: 'BJ',
    film: null,
    cover: 'drums',
    story:
      'Une fois par an, à la Gaani, les tambours de Nikki disent les noms. Chaque frappe est un mot, chaque mot une lignée. Ceux qui savent les lire sont onze. Le plus jeune a soixante-deux ans.\n\nIls nous ont demandé de venir filmer, à une condition : que rien de secret ne soit montré, et que les copies restent à Nikki. Nous avons dit oui.\n\nLe film suit trois saisons : l’apprentissage de deux enfants, la préparation de la fête, la fête. Il sera en baatonum, sous-titré, et une version longue restera aux archives de la cour.\n\nCette campagne est en euros : beaucoup de celles et ceux qui l’attendent vivent en Europe.',
    risks: 'Un deuil à la cour peut repousser la Gaani d’un an : le tournage attendrait, et l’argent aussi.',
    goal: 1_200_000,
    currency: 'EUR',
    model: 'all-or-nothing',
    launched: -9,
    ends: 31,
    raised: 268_500,
    gifts: euros,
    budget: [
      ['Tournage, trois saisons', 640_000],
      ['Traduction et sous-titres', 160_000],
      ['Montage', 280_000],
      ['Copies pour les archives de Nikki, frais', 120_000],
    ],
    team: [['Rachidatou Zinsou', 'Réalisation', 'Née à Parakou ; son premier film parlait des marchés de nuit.'], producer],
    rewards: [
      { title: 'Un enregistrement', text: 'Vingt minutes de tambours, avec la permission de ceux qui jouent.', amount: 2_000, quantity: null },
      { title: 'Une rencontre en ligne', text: 'Une heure avec la réalisatrice et un griot, traduite.', amount: 10_000, quantity: 25 },
    ],
    milestones: [
      ['Première saison filmée', 4_000],
      ['Troisième saison filmée', 3_500],
      ['Film livré et archives déposées', 2_500],
    ],
  },
]

export const succeeded: DemoProject = {
  title: 'La Nuit des mobylettes',
  summary: 'Une course clandestine entre Tokoin et la plage, une seule nuit, et trois amies qui n’auraient pas dû gagner.',
  country: 'TG',
  film: null,
  cover: 'moped',
  story:
    'Elles ont dix-neuf ans, une mobylette pour trois, et une nuit pour traverser la ville sans se faire voir. La Nuit des mobylettes est un film de vingt-six minutes, presque en temps réel, avec des acteurs du quartier et le bruit des moteurs pour musique.\n\nNous avons répété pendant un an dans la cour d’un garage. Il manquait de quoi tourner quatre nuits, louer deux lampes et payer tout le monde.\n\nC’est fait, grâce à vous. Suivez ici chaque franc : ce qui est arrivé, ce qui est parti, et la preuve de chaque étape.',
  risks: 'Tourner la nuit en ville demande des autorisations ; nous les avons.',
  goal: 1_800_000,
  currency: 'XOF',
  model: 'all-or-nothing',
  launched: -75,
  ends: -40,
  raised: 2_140_000,
  gifts: francs,
  budget: [
    ['Quatre nuits de tournage', 1_100_000],
    ['Lampes et son', 300_000],
    ['Montage et mixage', 400_000],
  ],
  team: [director, ['Mawuli Lawson', 'Image', 'Éclaire Lomé la nuit, avec presque rien.']],
  rewards: [{ title: 'Votre nom au générique', text: 'En lettres de néon.', amount: 5_000, quantity: null }],
  milestones: [
    ['Les quatre nuits sont tournées', 5_000],
    ['Le montage est fini', 3_000],
    ['Le film est livré', 2_000],
  ],
  update: [
    'Quatre nuits, trois mobylettes, zéro accident',
    'Le tournage est fini. La dernière nuit il a plu à quatre heures : c’est le plus beau plan du film. Le montage commence lundi.',
  ],
}

export const failed: DemoProject = {
  title: 'Trois pluies',
  summary: 'Trois histoires, trois saisons des pluies, une même maison à Atakpamé.',
  country: 'TG',
  film: null,
  cover: 'rain',
  story:
    'Une maison de deux pièces à Atakpamé, en 1984, en 2003 et l’an dernier. Trois familles, trois pluies, et le même mur qui menace de tomber. Trois pluies devait être notre premier long métrage.\n\nLa campagne n’a pas atteint son but. Chacun a été remboursé ; vous en voyez la trace ici. Nous remercions celles et ceux qui y ont cru, et nous reviendrons avec un film plus petit.',
  risks: 'La pluie ne se commande pas.',
  goal: 4_000_000,
  currency: 'XOF',
  model: 'all-or-nothing',
  launched: -62,
  ends: -25,
  raised: 612_000,
  gifts: francs,
  budget: [['Tournage', 4_000_000]],
  team: [director],
  rewards: [{ title: 'Votre nom au générique', text: '', amount: 5_000, quantity: null }],
  milestones: [['Tournage', 10_000]],
}

export const submitted: DemoProject = {
  title: 'Le Dernier Train d’Agbonou',
  summary: 'La gare est fermée depuis trente ans. Le chef de gare, lui, continue de noter les horaires.',
  country: 'TG',
  film: null,
  cover: 'train',
  story:
    'À Agbonou, la ligne est rouillée et les manguiers poussent entre les rails. Monsieur Folly arrive pourtant chaque matin à six heures, balaie le quai et note dans un cahier les trains qui ne passent pas.\n\nCe documentaire de cinquante-deux minutes raconte ce que la ligne a fait vivre, ce que sa fermeture a défait, et pourquoi un homme garde une gare vide.\n\nNous avons ses cahiers, son accord et celui de la commune. Il nous faut deux mois sur place.',
  risks: 'Monsieur Folly a soixante-dix-huit ans : nous tournons d’abord ses entretiens.',
  goal: 3_200_000,
  currency: 'XOF',
  model: 'all-or-nothing',
  launched: 0,
  ends: 45,
  raised: 0,
  gifts: [],
  budget: [
    ['Deux mois de tournage', 1_900_000],
    ['Numérisation des cahiers', 300_000],
    ['Montage et mixage', 1_000_000],
  ],
  team: [director, producer],
  rewards: [
    { title: 'Une page du cahier', text: 'Reproduite sur beau papier.', amount: 10_000, quantity: 100, shipped: true },
    { title: 'Votre nom au générique', text: '', amount: 5_000, quantity: null },
  ],
  milestones: [
    ['Entretiens filmés', 4_000],
    ['Tournage fini', 3_000],
    ['Film livré', 3_000],
  ],
}

export const draft: DemoProject = {
  title: 'Mémoire de sel',
  summary: 'Les femmes qui récoltent le sel à Kéta et celles qui le vendent à Lomé ne se sont jamais rencontrées.',
  country: 'TG',
  film: null,
  cover: 'salt',
  story: '',
  risks: '',
  goal: 1_500_000,
  currency: 'XOF',
  model: 'all-or-nothing',
  launched: 0,
  ends: 60,
  raised: 0,
  gifts: [],
  budget: [['Repérages', 350_000]],
  team: [director],
  rewards: [],
  milestones: [],
}
