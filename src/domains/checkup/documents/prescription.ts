import { makePdf } from '#platform/document'
import { type Lang, localeOf, type Translate } from '#platform/text'
import type { Offer } from '../rules/prescription/offers.ts'
import { type AcceptedWay, hoursBy, type PlanLine } from '../rules/prescription/plan.ts'

export interface PlanPaperFacts {
  artist: string
  agency: string
  coach: string | null
  offer: Offer
  startsOn: string
  note: string
  lines: readonly PlanLine[]
  /** Null = a draft that nobody was sent. */
  version: number | null
  /** When it was sent, or last written. */
  at: Date
  accepted: { at: Date; how: AcceptedWay } | null
  invented: boolean
}

/** What the template is given: sentences, nothing to decide. */
interface Page {
  kind: string
  artist: string
  by: string
  offer: string
  version: string
  period: string
  hours: string
  note: string
  invented: string | null
  lines: readonly { title: string; text: string; when: string; who: string; why: string | null; effect: string | null; from: number; to: number }[]
  promise: string
  state: string
  sign: string | null
  foot: string
}

/** A plan as one would hand it to an artist, PDF/A-2b. `t` knows every room. The same facts give the same bytes. */
export function makePlanPaper(facts: PlanPaperFacts, lang: Lang, t: Translate): Promise<Buffer> {
  const title = t('checkup.paper.title', { name: facts.artist })
  return makePdf(new URL('prescription.typ', import.meta.url), pageOf(facts, lang, t), { lang, title, createdAt: facts.accepted?.at ?? facts.at })
}

function pageOf(facts: PlanPaperFacts, lang: Lang, t: Translate): Page {
  const { artist, agency, coach, offer, startsOn, note, lines, version, at, accepted } = facts
  const say: Translate = (key, params) => t(`checkup.paper.${key}`, params)
  const dayOf = (day: string | Date): string => new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))
  const number = (value: number): string => new Intl.NumberFormat(localeOf(lang)).format(value)
  const ends = lines.reduce((last, { dueOn }) => (dueOn > last ? dueOn : last), startsOn)
  const hours = hoursBy(lines)
  return {
    kind: say('kind'),
    artist,
    by: coach ? say('byCoach', { coach, agency }) : say('by', { agency }),
    offer: t(`checkup.plan.offer.${offer}`),
    version: version === null ? say('draft') : say('version', { n: version, date: dayOf(at) }),
    period: say('period', { from: dayOf(startsOn), to: dayOf(ends) }),
    hours: say('hours', { artist: number(hours.artist), agency: number(hours.coach + hours.agency) }),
    note,
    invented: facts.invented ? say('invented') : null,
    lines: lines.map((line) => ({ ...wordsOf(line, t, number), when: t('checkup.plan.byDay', { date: dayOf(line.dueOn) }), ...spanOf(line.dueOn, startsOn, ends) })),
    promise: say('promise'),
    state: accepted ? say('state.accepted', { date: dayOf(accepted.at), how: t(`checkup.plan.how.${accepted.how}`) }) : say('state.waiting'),
    sign: accepted || version === null ? null : say('sign'),
    foot: say('foot', { agency, offer }),
  }
}

function wordsOf({ title, text, owner, hours, why, effects }: PlanLine, t: Translate, number: (value: number) => string) {
  const nameOf = (criterion: string): string => t(`checkup.criterion.${criterion}`)
  const reason = why?.criterion
    ? t('checkup.plan.why', { criterion: nameOf(why.criterion), score: number(Math.round(why.score ?? 0)) })
    : why && t('checkup.plan.whyMeasure', { area: t(`checkup.area.${why.area}`), percent: `${number(Math.round(why.confidence * 100))} %` })
  const effect = effects.map(({ criterion, most }) => t('checkup.plan.effect', { most: number(most), criterion: nameOf(criterion) })).join('. ')
  return { title, text, who: `${t(`checkup.plan.owner.${owner}`)} · ${t('checkup.plan.hoursN', { n: number(hours) })}`, why: reason ?? null, effect: effect || null }
}

/** Where a line ends on the way from the first to the last day, 0–1. */
function spanOf(dueOn: string, startsOn: string, ends: string): { from: number; to: number } {
  const whole = Date.parse(ends) - Date.parse(startsOn) || 1
  return { from: 0, to: Math.min(1, Math.max(0.02, (Date.parse(dueOn) - Date.parse(startsOn)) / whole)) }
}
