import { makePdf } from '#platform/document'
import { type Lang, localeOf, type Translate } from '#platform/text'
import type { KeptFacts } from '../rules/grid/facts.ts'
import type { CheckupResult, NetworkFigures } from '../types.ts'

export interface CheckupPaperFacts {
  name: string
  agency: string
  result: CheckupResult
  facts: KeptFacts
  gridVersion: number
  /** When it was finished; an open one: today. */
  at: Date
  isOpen: boolean
  invented: boolean
}

type Named = { name: string; because: string; score: number; band: string }

/** What the template is given: sentences and shares of 100, nothing to decide. */
interface Page {
  kind: string
  by: string
  name: string
  day: string
  state: string | null
  invented: { mark: string; words: string } | null
  score: string
  scoreOf: string
  confidence: string
  percentile: string | null
  byArea: string
  areas: readonly { name: string; value: number | null; shown: string; band: string | null }[]
  sides: readonly { title: string; none: string; lines: readonly Named[] }[]
  figures: { title: string; head: readonly string[]; rows: readonly (readonly string[])[] } | null
  details: { title: string; rows: readonly { area: string; name: string; because: string; shown: string; band: string | null }[] }
  how: { title: string; text: string }
  foot: string
}

/** A check-up as one would hand it to an artist, PDF/A-2b. `t` knows every room. The same facts give the same bytes. */
export function makeCheckupPaper(facts: CheckupPaperFacts, lang: Lang, t: Translate): Promise<Buffer> {
  const title = t('checkup.title', { name: facts.name })
  return makePdf(new URL('checkup.typ', import.meta.url), pageOf(facts, lang, t), { lang, title, createdAt: facts.at })
}

const bandAt = (score: number): string => (score < 40 ? 'red' : score < 70 ? 'amber' : 'green')

function pageOf(paper: CheckupPaperFacts, lang: Lang, t: Translate): Page {
  const { result } = paper
  const locale = localeOf(lang)
  const number = (value: number): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value)
  const percent = (value: number): string => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(value)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(paper.at)
  const findings = new Map(result.findings.map((one) => [one.criterion, one]))
  const because = (one: CheckupResult['findings'][number]): string => (one.reason === null ? t(`checkup.because.${one.because.code}`, one.because.params) : one.reason)
  const named = (keys: readonly string[]): Named[] =>
    keys.flatMap((key) => {
      const one = findings.get(key)
      return one && one.score !== null ? [{ name: t(`checkup.criterion.${key}`), because: because(one), score: one.score, band: bandAt(one.score) }] : []
    })
  return {
    kind: t('checkup.doc.kind'),
    by: t('checkup.doc.by', { agency: paper.agency }),
    name: paper.name,
    day,
    state: paper.isOpen ? t('checkup.state.open') : null,
    invented: paper.invented ? { mark: t('checkup.doc.inventedMark'), words: t('checkup.doc.invented') } : null,
    score: result.score === null ? '–' : number(result.score),
    scoreOf: result.score === null ? t('checkup.noScore') : t('checkup.doc.scoreOf'),
    confidence: t('checkup.confidence', { share: percent(result.confidence) }),
    percentile: result.percentile === null ? null : t('checkup.doc.percentile', { share: percent(result.percentile / 100), agency: paper.agency }),
    byArea: t('checkup.byArea'),
    areas: result.areas.map(({ area, score }) => ({
      name: t(`checkup.area.${area}`),
      value: score,
      shown: score === null ? t('checkup.unknown') : number(score),
      band: score === null ? null : bandAt(score),
    })),
    sides: [
      { title: t('checkup.strengths'), none: t('checkup.noStrengths'), lines: named(result.strengths) },
      { title: t('checkup.weaknesses'), none: t('checkup.noWeaknesses'), lines: named(result.weaknesses) },
    ],
    figures: figuresOf(paper, lang, t),
    details: {
      title: t('checkup.details'),
      rows: result.findings.map((one) => ({
        area: t(`checkup.area.${one.area}`),
        name: t(`checkup.criterion.${one.criterion}`),
        because: because(one),
        shown: one.score === null ? '–' : number(one.score),
        band: one.band,
      })),
    },
    how: { title: t('checkup.doc.how'), text: t('checkup.doc.howText') },
    foot: t('checkup.doc.foot', { name: paper.name, day, version: paper.gridVersion }),
  }
}

function figuresOf({ facts: { figures } }: CheckupPaperFacts, lang: Lang, t: Translate): Page['figures'] {
  const all = Object.entries(figures) as [string, NetworkFigures][]
  if (all.length === 0) return null
  const locale = localeOf(lang)
  const number = (value: number | null): string => (value === null ? '–' : new Intl.NumberFormat(locale).format(value))
  const percent = (value: number | null, sign: 'auto' | 'exceptZero'): string =>
    value === null ? '–' : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: sign }).format(value)
  const day = (at: string | null): string => (at === null ? '–' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at)))
  return {
    title: t('checkup.doc.figures'),
    head: [t('checkup.network'), t('checkup.metric.followers'), t('checkup.noteDay'), t('checkup.growth90'), t('checkup.metric.engagement')],
    rows: all.map(([network, one]) => [
      `${t(`crm.network.${network}`)}${one.invented ? ' *' : ''}`,
      number(one.followers),
      day(one.at),
      percent(one.growth90, 'exceptZero'),
      percent(one.engagement === null ? null : one.engagement / 10_000, 'auto'),
    ]),
  }
}
