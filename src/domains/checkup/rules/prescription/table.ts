import type { Area } from '../../types.ts'
import type { Offer, Owner } from './offers.ts'

/** What calls for an action: a criterion judged below a band, or an area of which too little is known. */
export type Trigger = { criterion: string; below: 'amber' | 'green' } | { area: Area; confidenceBelow: number }

/** One explicit rule: what is done about one weakness. Its words: `action.<key>.title`, `action.<key>.text`. */
export interface Action {
  /** Also the rule's name. */
  key: string
  when: Trigger
  owner: Owner
  /** Effort in all. */
  hours: number
  /** Not before this week of the plan; 1 = the first. */
  week: number
  /** The smallest offer that holds it. */
  offer: Offer
  /** The most it can bring to a criterion's score, in points of 100; less where less is missing. Nobody promises it. */
  effects: readonly (readonly [criterion: string, most: number])[]
  /** Other actions that come first when they are called for too. Never of the same criterion. */
  requires: readonly string[]
}

type Rest = [owner: Owner, hours: number, week: number, offer: Offer, effects: Action['effects'], requires?: readonly string[]]
const entry = (key: string, when: Trigger, [owner, hours, week, offer, effects, requires = []]: Rest): Action => ({ key, when, owner, hours, week, offer, effects, requires })
/** From the amber band down. */
const weak = (key: string, criterion: string, ...rest: Rest): Action => entry(key, { criterion, below: 'green' }, rest)
/** In the red band only: the heavier cure. */
const bad = (key: string, criterion: string, ...rest: Rest): Action => entry(key, { criterion, below: 'amber' }, rest)
/** Little is known: it is measured before anything is said of it. */
const measure = (area: Area, ...rest: Rest): Action => entry(`measure-${area}`, { area, confidenceBelow: 0.5 }, rest)

/**
 * Every action the house prescribes. Weaknesses and cures after the check-up list and the press-kit table of law-and-tax §7; hours, weeks and effects are the house's experience, bounded
 * upwards on purpose. Where a criterion has two rows, the plan holds one of them.
 */
export const table: readonly Action[] = [
  measure('presence', 'artist', 1, 1, '290', []),
  measure('cadence', 'artist', 0.5, 1, '290', []),
  measure('engagement', 'artist', 1, 1, '290', []),
  measure('catalogue', 'artist', 1, 1, '290', []),
  measure('press-kit', 'artist', 1, 1, '290', []),
  measure('rights', 'artist', 1, 1, '290', []),
  measure('monetisation', 'artist', 1, 1, '390', []),
  measure('contact', 'coach', 1, 1, '390', []),

  weak('same-name', 'identity.handles', 'artist', 2, 1, '290', [['identity.handles', 60]]),
  weak('one-look', 'identity.look', 'agency', 4, 1, '290', [['identity.look', 60]]),
  weak('clear-bio', 'identity.bio', 'coach', 1.5, 1, '290', [['identity.bio', 80]]),

  weak('open-channels', 'presence.channels', 'artist', 3, 1, '390', [['presence.channels', 50]], ['same-name']),
  bad('crossed-audiences', 'presence.instagram', 'coach', 6, 3, '390', [['presence.instagram', 35]], ['steady-instagram']),
  weak('duets', 'presence.instagram', 'artist', 4, 2, '290', [['presence.instagram', 20]], ['one-look']),
  weak('local-sounds', 'presence.tiktok', 'artist', 4, 2, '290', [['presence.tiktok', 25]], ['steady-tiktok']),
  weak('shorts', 'presence.youtube', 'artist', 4, 2, '390', [['presence.youtube', 25]]),
  weak('playlist-pitch', 'presence.spotify', 'coach', 3, 3, '390', [['presence.spotify', 25]], ['all-platforms']),

  weak('steady-instagram', 'cadence.instagram', 'artist', 6, 1, '290', [['cadence.instagram', 60]]),
  bad('batch-instagram', 'cadence.instagram', 'artist', 8, 2, '390', [['cadence.instagram', 75]], ['one-look']),
  weak('steady-tiktok', 'cadence.tiktok', 'artist', 6, 1, '290', [['cadence.tiktok', 60]]),
  bad('batch-tiktok', 'cadence.tiktok', 'artist', 8, 2, '390', [['cadence.tiktok', 75]], ['one-look']),

  weak('answer-instagram', 'engagement.instagram', 'artist', 6, 1, '290', [['engagement.instagram', 25]]),
  bad('hooks-instagram', 'engagement.instagram', 'coach', 4, 2, '390', [['engagement.instagram', 35]], ['measure-engagement']),
  weak('hooks-tiktok', 'engagement.tiktok', 'artist', 5, 2, '290', [['engagement.tiktok', 30]]),
  bad('series-tiktok', 'engagement.tiktok', 'coach', 5, 3, '390', [['engagement.tiktok', 40]], ['formats']),
  weak('tidy-youtube', 'engagement.youtube', 'artist', 3, 2, '390', [['engagement.youtube', 30]]),
  weak('clean-audience', 'engagement.health', 'coach', 2, 1, '290', [['engagement.health', 40]]),

  weak(
    'formats',
    'variety.formats',
    'artist',
    5,
    2,
    '390',
    [
      ['variety.formats', 60],
      ['engagement.tiktok', 10],
    ],
    ['one-look'],
  ),

  weak('all-platforms', 'catalogue.platforms', 'artist', 2, 1, '290', [['catalogue.platforms', 70]], ['same-name']),
  weak('next-single', 'catalogue.releases', 'artist', 12, 4, '390', [['catalogue.releases', 60]], ['isrc-codes']),
  weak('own-playlist', 'catalogue.repeat', 'artist', 3, 2, '390', [['catalogue.repeat', 25]]),
  weak('save-campaign', 'catalogue.saves', 'coach', 3, 3, '390', [['catalogue.saves', 30]]),
  weak('follow-campaign', 'catalogue.loyal', 'artist', 3, 3, '290', [['catalogue.loyal', 25]], ['all-platforms']),

  weak('first-stages', 'live.concerts', 'agency', 8, 5, '490', [['live.concerts', 50]], ['live-video', 'tech-sheet']),

  weak('three-bios', 'press-kit.bio', 'coach', 3, 1, '290', [['press-kit.bio', 100]]),
  weak(
    'photo-session',
    'press-kit.photos',
    'agency',
    5,
    2,
    '390',
    [
      ['press-kit.photos', 100],
      ['identity.look', 10],
    ],
    ['one-look'],
  ),
  weak('three-tracks', 'press-kit.tracks', 'artist', 1, 1, '290', [['press-kit.tracks', 100]]),
  weak('live-video', 'press-kit.video', 'agency', 8, 3, '390', [
    ['press-kit.video', 100],
    ['live.concerts', 10],
  ]),
  weak('tech-sheet', 'press-kit.rider', 'coach', 2, 2, '390', [['press-kit.rider', 100]]),
  weak('list-of-dates', 'press-kit.dates', 'artist', 1, 1, '390', [['press-kit.dates', 100]]),
  weak('first-quotes', 'press-kit.quotes', 'agency', 5, 4, '490', [['press-kit.quotes', 70]], ['three-bios', 'photo-session']),
  weak('figures-page', 'press-kit.figures', 'coach', 1, 1, '390', [['press-kit.figures', 100]]),
  weak('kit-contact', 'press-kit.contact', 'coach', 0.5, 1, '290', [['press-kit.contact', 100]]),
  weak(
    'logo',
    'press-kit.logo',
    'agency',
    5,
    2,
    '490',
    [
      ['press-kit.logo', 100],
      ['identity.look', 10],
    ],
    ['one-look'],
  ),

  weak('join-society', 'rights.society', 'artist', 3, 1, '390', [['rights.society', 100]]),
  weak('isrc-codes', 'rights.codes', 'coach', 2, 2, '390', [['rights.codes', 100]]),

  weak('second-income', 'monetisation.income', 'coach', 6, 5, '490', [['monetisation.income', 50]]),
  weak('sell-tickets', 'monetisation.tickets', 'agency', 5, 8, '490', [['monetisation.tickets', 50]], ['first-stages']),

  weak('one-link', 'contact.booking', 'artist', 1, 1, '290', [['contact.booking', 100]]),
  weak('mailing-list', 'contact.list', 'coach', 3, 2, '390', [['contact.list', 80]], ['one-link']),
  weak('where-they-listen', 'contact.audience', 'coach', 3, 3, '490', [['contact.audience', 30]]),
]

export const actionOf: ReadonlyMap<string, Action> = new Map(table.map((one) => [one.key, one]))
/** What an action answers: one line a plan at most for each. */
export const targetOf = ({ when }: Action): string => ('criterion' in when ? when.criterion : `measure ${when.area}`)
