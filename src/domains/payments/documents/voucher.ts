import { makePdf } from '#platform/document'
import { type Money, toMajor } from '#platform/money'
import { type Lang, localeOf, translator } from '#platform/text'
import { printed } from '../rules/voucher.ts'
import { texts as english } from '../texts.en.ts'
import { texts as french } from '../texts.fr.ts'

const say = { fr: translator('fr', { payments: french }), en: translator('en', { payments: english }) }

export interface VoucherFacts {
  /** As kept: ten signs, no hyphens. */
  code: string
  money: Money
  /** What is paid, in the payer's words. */
  description: string
  payerName: string
  createdAt: Date
  expiresAt: Date
  /** What the agent's reader finds in the square: the code, or an absolute address that ends with `=<code>`. */
  scan: string
  sandbox: boolean
}

/** What the template is given: sentences, nothing to decide. */
interface Page {
  kind: string
  sandbox: string | null
  amount: string
  what: string
  codeLabel: string
  code: string
  until: string
  qr: string
  qrSaid: string
  payer: string
  steps: readonly string[]
}

/** What a counter's reader scans, as an SVG; `margin` in modules (a reader of a screen wants four). */
export async function voucherSquare(scan: string, margin = 4): Promise<string> {
  const { default: QRCode } = await import('qrcode')
  return QRCode.toString(scan, { type: 'svg', margin, errorCorrectionLevel: 'M', color: { dark: '#221a42', light: '#ffffff' } })
}

/** The paper that is paid at a counter, A6, PDF/A-2b. The same facts give the same bytes. */
export async function makeVoucher({ code, money, description, payerName, createdAt, expiresAt, scan, sandbox }: VoucherFacts, lang: Lang): Promise<Buffer> {
  const t = (key: string, params?: Record<string, string>): string => say[lang](`payments.paper.${key}`, params)
  const date = new Intl.DateTimeFormat(localeOf(lang), { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(expiresAt)
  const page: Page = {
    kind: t('kind'),
    sandbox: sandbox ? t('sandbox') : null,
    amount: new Intl.NumberFormat(localeOf(lang), { style: 'currency', currency: money.currency }).format(toMajor(money) as Intl.StringNumericLiteral),
    what: description,
    codeLabel: t('code'),
    code: printed(code),
    until: t('until', { date }),
    qr: await voucherSquare(scan, 0),
    qrSaid: t('scan', { code: printed(code) }),
    payer: payerName,
    steps: [t('step1'), t('step2'), t('step3')],
  }
  return makePdf(new URL('voucher.typ', import.meta.url), page, { lang, title: t('title', { code: printed(code) }), createdAt })
}
