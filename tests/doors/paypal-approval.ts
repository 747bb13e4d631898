import type { DoorAnswer, DoorRequest } from './payment-keeper.ts'
import { sandboxPage, shownAmount } from './payment-page.ts'
import type { PaypalFacts, PaypalOrder } from './paypal-objects.ts'
import type { Shop } from './paypal.ts'

const words = {
  fr: {
    good: 'Accepter et payer',
    declined: 'Accepter, mais la banque refuse',
    slow: 'Accepter, paiement en attente',
    cancel: 'Revenir sans payer',
    back: 'Revenir',
    over: 'Cette commande n’attend plus de paiement.',
  },
  en: {
    good: 'Agree and pay',
    declined: 'Agree, but the bank refuses',
    slow: 'Agree, payment pending',
    cancel: 'Go back without paying',
    back: 'Go back',
    over: 'This order no longer waits for a payment.',
  },
}

/** The page where the payer approves: PayPal leads back with `token` (the order) and `PayerID` added to the address. */
export function approval(shop: Shop, { method, url, body }: DoorRequest, approve: (order: PaypalOrder, means: PaypalFacts['means']) => void): DoorAnswer {
  const order = shop.find(url.searchParams.get('token') ?? '')
  if (!order || order.facts.kind !== 'order') return { status: 404, body: 'Things don’t appear to be working at the moment.' }
  const { facts } = order
  const wanted = new URLSearchParams(body.toString()).get('do')
  const waiting = !facts.capture && (order.state === 'PAYER_ACTION_REQUIRED' || (order.state === 'APPROVED' && facts.means === 'declined'))
  if (method === 'POST' && wanted === 'cancel') return lead(waiting || order.state === 'GONE' ? facts.back : facts.success, order.id, null)
  if (method === 'POST' && waiting && (wanted === 'good' || wanted === 'declined' || wanted === 'slow')) {
    approve(order, wanted)
    return lead(facts.success, order.id, 'QYR5Z8XDVJNXQ')
  }
  const said = words[facts.lang]
  const means = (['good', 'declined', 'slow'] as const).map((value) => ({ value, label: said[value] }))
  const choices = [...(waiting ? means : []), { value: 'cancel', label: waiting ? said.cancel : said.back }]
  const amount = shownAmount(order.amount, order.currency, facts.lang)
  return {
    status: 200,
    body: sandboxPage({ provider: 'PayPal', lang: facts.lang, title: facts.description, amount, description: '', trouble: waiting ? null : said.over, choices }),
  }
}

function lead(address: string, token: string, payer: string | null): DoorAnswer {
  const url = new URL(address)
  url.searchParams.append('token', token)
  if (payer) url.searchParams.append('PayerID', payer)
  return { status: 303, headers: { location: url.href } }
}
