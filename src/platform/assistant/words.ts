import type { Lang } from '../text.ts'

const list = (text: string): string[] => text.trim().split(/\s+/)
const meanings = (pairs: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(pairs).flatMap(([meaning, words]) => list(words).map((word) => [word, meaning] as const)))

/** All without accents and in small letters. « un » and « one » are articles and pronouns as well: they count for nothing. */
export const numberWords: ReadonlyMap<string, string> = meanings({
  '0': 'zero',
  '2': 'deux two twice double couple',
  '3': 'trois three triple thrice',
  '4': 'quatre four quadruple',
  '5': 'cinq five',
  '6': 'six',
  '7': 'sept seven',
  '8': 'huit eight',
  '9': 'neuf nine',
  '10': 'dix ten dizaine dizaines',
  '11': 'onze eleven',
  '12': 'douze twelve douzaine douzaines dozen dozens',
  '13': 'treize thirteen',
  '14': 'quatorze fourteen',
  '15': 'quinze fifteen quinzaine fortnight',
  '16': 'seize sixteen',
  '17': 'seventeen',
  '18': 'eighteen',
  '19': 'nineteen',
  '20': 'vingt vingts twenty vingtaine',
  '30': 'trente thirty trentaine',
  '40': 'quarante forty quarantaine',
  '50': 'cinquante fifty cinquantaine',
  '60': 'soixante sixty soixantaine',
  '70': 'septante seventy',
  '80': 'huitante octante eighty',
  '90': 'nonante ninety',
  '100': 'cent cents hundred hundreds centaine centaines',
  '1000': 'mille thousand thousands millier milliers',
  '1000000': 'million millions',
  '1000000000': 'milliard milliards billion billions',
  '1/2': 'moitie demi demie half halves',
  '1/3': 'tiers third thirds',
  '1/4': 'quart quarts quarter quarters',
})

export const unitWords: ReadonlyMap<string, string> = meanings({
  '€': '€ euro euros eur',
  $: '$ dollar dollars usd',
  '£': '£ pound pounds gbp livre livres',
  XOF: 'xof xaf fcfa cfa franc francs',
  CDF: 'cdf',
  NGN: 'ngn naira nairas',
  GHS: 'ghs cedi cedis',
  '%': '% pourcent percent pct',
  '‰': '‰',
  k: 'k',
  day: 'jour jours day days',
  week: 'semaine semaines week weeks',
  month: 'mois month months',
  year: 'an ans annee annees year years',
  hour: 'heure heures hour hours',
  minute: 'minute minutes',
})

export const weekdayWords: ReadonlyMap<string, string> = meanings({
  mon: 'lundi lundis monday mondays',
  tue: 'mardi mardis tuesday tuesdays',
  wed: 'mercredi mercredis wednesday wednesdays',
  thu: 'jeudi jeudis thursday thursdays',
  fri: 'vendredi vendredis friday fridays',
  sat: 'samedi samedis saturday saturdays',
  sun: 'dimanche dimanches sunday sundays',
  today: 'aujourd today',
  tomorrow: 'demain tomorrow',
  yesterday: 'hier yesterday',
})

export const monthWords: ReadonlyMap<string, string> = meanings({
  jan: 'janvier january',
  feb: 'fevrier february',
  mar: 'mars march',
  apr: 'avril april',
  may: 'mai',
  jun: 'juin june',
  jul: 'juillet july',
  aug: 'aout august',
  sep: 'septembre september',
  oct: 'octobre october',
  nov: 'novembre november',
  dec: 'decembre december',
})

/** Networks and services of the trade, as they are found in a text without accents. */
export const networks: readonly string[] = list(`instagram tiktok youtube facebook twitter spotify deezer soundcloud bandcamp musicbrainz linkedin twitch snapchat whatsapp telegram
  pinterest threads bluesky mastodon boomplay audiomack mdundo anghami tidal qobuz napster shazam songkick bandsintown discord patreon substack mailchimp tunecore distrokid believe cdbaby
  ditto groover submithub sacem adami spedidam sabam suisa prs ascap bmi google meta apple amazon wikipedia`)

/** Words that begin sentences and are no names. */
export const starters: ReadonlySet<string> = new Set(
  list(`le la les l un une des du de d au aux a ce cet cette ces c mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs je j tu il elle on nous vous ils elles qui que qu quoi dont ou
  et mais donc or ni car si s comme quand lorsque puisque quoique parce pour par avec sans sous sur dans en vers chez entre avant apres depuis pendant durant des jusqu afin selon malgre sauf
  ainsi puis ensuite enfin alors aussi encore deja toujours jamais bien mieux plus moins tres trop assez peu beaucoup tout toute tous toutes chaque chacun aucun quelques plusieurs certains
  premiere premier derniere dernier prochaine prochain seul seule meme autre autres cela ceci voici voila ici la y ne n pas ayez soyez sachez faites dites fais dis mets prends vois va vas
  choisis ecris envoie publie prepare demande garde pose note relis appelle contacte invite raconte montre partage ajoute ouvre verifie mesure planifie organise enregistre
  the an this that these those my your his her its our their i you he she it we they who what which where when while if as so then next first last finally once and but nor for yet with without
  in on at to from by about into over under after before since until during through between across because although though unless both each every all any some many more most less few no not
  there here let make take keep set get give put use try ask tell show share send write read choose plan prepare post publish record film add open check measure call contact invite book update
  build create start begin end finish turn move bring find follow reply answer meet work play sing tag link upload complete agree decide focus think look watch listen learn spend save pay do be
  have go come say see know want need help stay aim`),
)

/** The small words by which a language is told from the other. */
export const stopWords: Readonly<Record<Lang, ReadonlySet<string>>> = {
  fr: new Set(list('le la les un une des du de et ou est sont vous votre vos nous pour par avec dans sur en au aux ce cette ces qui que ne pas plus il elle se sa son ses leur')),
  en: new Set(list('the an of and or is are you your we our for by with in on to at this that these those who not more it he she his her their be have has will can')),
}
