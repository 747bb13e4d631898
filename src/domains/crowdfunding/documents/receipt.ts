import type { Channel, ProviderName } from '#domains/payments'
import { makePdf } from '#platform/document'
import { amountInWords } from '#platform/document/amount-words.ts'
import { type Money, toMajor } from '#platform/money'
import { type Lang, localeOf, type Translate } from '#platform/text'
import type { Model } from '../types.ts'

export interface ReceiptFacts {
  /** As `receiptNumber` makes it. */
  number: string
  confirmedAt: Date
  /** The day the money went back, when it did. */
  refundedAt: Date | null
  name: string
  money: Money
  channel: Channel
  provider: ProviderName
  project: { title: string; makers: string; model: Model; goal: number; minimum: number | null; endsAt: Date | null; /** Absolute address of its page. */ href: string }
  reward: string | null
  sandbox: boolean
}

/** What the template is given: sentences, nothing to decide. */
interface Page {
  house: string
  kind: string
  number: string
  sandbox: { mark: string; words: string } | null
  returned: string | null
  gave: string
  amount: string
  words: string
  towards: string
  project: string
  makers: string
  facts: readonly (readonly [string, string])[]
  notes: readonly { title: string; text: string }[]
  foot: string
  link: { href: string; shown: string } | null
}

/** The receipt of a contribution, PDF/A-2b. `t` knows every room (`door.translate[lang]`): the means and the holder are said by payments. The same facts give the same bytes. */
export function makeReceipt(facts: ReceiptFacts, lang: Lang, t: Translate): Promise<Buffer> {
  const title = t('crowdfunding.receipt.title', { number: facts.number })
  return makePdf(new URL('receipt.typ', import.meta.url), pageOf(facts, lang, t), { lang, title, createdAt: facts.refundedAt ?? facts.confirmedAt })
}

function pageOf(facts: ReceiptFacts, lang: Lang, t: Translate): Page {
  const { project, money, name, number } = facts
  const say = (key: string, params?: Parameters<Translate>[1]): string => t(`crowdfunding.receipt.${key}`, params)
  const day = (date: Date): string => new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(date)
  return {
    house: say('house'),
    kind: say('kind'),
    number: say('number', { number }),
    sandbox: facts.sandbox ? { mark: say('sandboxMark'), words: say('sandbox') } : null,
    returned: facts.refundedAt ? say('returned', { date: day(facts.refundedAt) }) : null,
    gave: say('gave', { name }),
    amount: shown(money, lang),
    words: amountInWords(money, lang),
    towards: say('towards'),
    project: project.title,
    makers: say('makers', { makers: project.makers }),
    facts: [
      [say('date'), day(facts.confirmedAt)],
      [say('contributor'), name],
      [say('method'), t(`payments.channel.${facts.channel}`)],
      [say('reward'), facts.reward ?? say('noReward')],
    ],
    notes: [
      { title: say('nature'), text: say('natureText', { reward: facts.reward ? 'yes' : 'no' }) },
      { title: say('holder'), text: t(`payments.holder.${facts.provider === 'voucher' ? 'counter' : facts.provider}`) },
      { title: say(`rule.${project.model}`), text: ruleOf(facts, lang, say, day) },
    ],
    foot: say('foot', { number }),
    link: { href: project.href, shown: project.href.replace(/^https?:\/\//, '') },
  }
}

function ruleOf({ project, money }: ReceiptFacts, lang: Lang, say: Translate, day: (date: Date) => string): string {
  const inCurrency = (amount: number): string => shown({ amount, currency: money.currency }, lang)
  const date = project.endsAt ? day(project.endsAt) : ''
  return say(`ruleText.${project.model}`, { goal: inCurrency(project.goal), minimum: inCurrency(project.minimum ?? project.goal), date, dated: project.endsAt ? 'yes' : 'no' })
}

function shown(money: Money, lang: Lang): string {
  return new Intl.NumberFormat(localeOf(lang), { style: 'currency', currency: money.currency }).format(toMajor(money) as Intl.StringNumericLiteral)
}
