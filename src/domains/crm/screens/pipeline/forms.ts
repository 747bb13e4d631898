import { fromMajor, isCurrency } from '#platform/money'

/** A form as the API takes it: the value typed in euros or francs becomes the smallest unit. What is no amount stays as typed, to be refused by its field. */
export function inMinor(form: FormData): FormData {
  const [typed, currency] = [form.get('value'), form.get('currency')]
  if (typeof typed !== 'string' || typeof currency !== 'string') return form
  if (typed.trim() === '') form.delete('value')
  const money = isCurrency(currency) ? fromMajor(typed, currency) : null
  if (money) form.set('value', String(money.amount))
  if (form.get('expectedOn') === '') form.delete('expectedOn')
  return form
}

interface Named {
  id: string
  name: string
}

/** The artist that a name means: the only one found, or the one called exactly so. */
export function chosenArtist(typed: string, found: readonly Named[]): string | null {
  const plain = (name: string): string => name.trim().toLocaleLowerCase()
  return (found.find(({ name }) => plain(name) === plain(typed)) ?? (found.length === 1 ? found[0] : undefined))?.id ?? null
}
