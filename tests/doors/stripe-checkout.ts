import type { DoorAnswer, DoorRequest } from './payment-keeper.ts'
import { sandboxPage, shownAmount } from './payment-page.ts'
import { readForm, textIn } from './stripe-forms.ts'
import { testCards } from './stripe-objects.ts'
import { payWith, session, type Shop } from './stripe-shop.ts'

const said = {
  fr: { trouble: 'Votre carte a été refusée. Essayez-en une autre.', cancel: 'Revenir sans payer', over: 'Cette page de paiement n’est plus ouverte.', back: 'Revenir' },
  en: { trouble: 'Your card was declined. Try another one.', cancel: 'Go back without paying', over: 'This payment page is no longer open.', back: 'Go back' },
}

/** The hosted page: a test card is chosen, or nothing is. A refused card leaves the page open. */
export function checkout(shop: Shop, { method, url, body }: DoorRequest): DoorAnswer {
  const order = session(shop, url.pathname.slice('/c/pay/'.length))
  if (!order) return { status: 404, body: 'Something went wrong. The page you were looking for could not be found.' }
  const { facts } = order
  const home = facts.success.replace('{CHECKOUT_SESSION_ID}', order.id)
  const done = textIn(readForm(body.toString()), 'do')
  if (method === 'POST' && done === 'cancel') return { status: 303, headers: { location: order.state === 'complete' ? home : facts.back } }
  const refusedCard = method === 'POST' && facts.mode === 'setup' && !!testCards[done ?? '']?.decline
  if (method === 'POST' && done) payWith(shop, order, done)
  if (order.state === 'complete') return { status: 303, headers: { location: home } }
  const words = said[facts.lang]
  const open = order.state === 'open'
  const cards = Object.entries(testCards).map(([value, { number }]) => ({ value, label: `${cardWords[facts.lang][value] ?? value} · ${number}` }))
  const amount = facts.mode === 'setup' ? '' : shownAmount(order.amount, order.currency, facts.lang)
  const trouble = !open ? words.over : facts.intent?.error || refusedCard ? words.trouble : null
  const choices = [...(open ? cards : []), { value: 'cancel', label: open ? words.cancel : words.back }]
  return { status: 200, body: sandboxPage({ provider: 'Stripe', lang: facts.lang, title: facts.description, amount, description: facts.email ?? '', trouble, choices }) }
}

const cardWords: Record<'fr' | 'en', Record<string, string>> = {
  fr: {
    pm_card_visa: 'Payer avec une carte acceptée',
    pm_card_chargeDeclined: 'Carte refusée',
    pm_card_chargeDeclinedInsufficientFunds: 'Provision insuffisante',
    pm_card_chargeDeclinedExpiredCard: 'Carte expirée',
    pm_card_chargeCustomerFail: 'Gardée, puis refusée au débit',
    pm_card_authenticationRequired: 'Gardée, puis authentification demandée',
    pm_card_createDispute: 'Acceptée, puis contestée',
    pm_card_pendingRefund: 'Acceptée, remboursement en attente',
    pm_card_refundFail: 'Acceptée, remboursement qui échoue',
  },
  en: {
    pm_card_visa: 'Pay with a card that works',
    pm_card_chargeDeclined: 'Declined card',
    pm_card_chargeDeclinedInsufficientFunds: 'Insufficient funds',
    pm_card_chargeDeclinedExpiredCard: 'Expired card',
    pm_card_chargeCustomerFail: 'Kept, then declined when charged',
    pm_card_authenticationRequired: 'Kept, then authentication is asked',
    pm_card_createDispute: 'Accepted, then disputed',
    pm_card_pendingRefund: 'Accepted, its refund waits',
    pm_card_refundFail: 'Accepted, its refund fails',
  },
}
