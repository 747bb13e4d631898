import { useText } from '#ui/text'
import type { TimelineLine } from '../../schema/details.ts'

/** The sentence of a line: money and instants are written out in the reader's language, networks and fields by their names. */
export function useTold(): (line: Pick<TimelineLine, 'kind' | 'params'>) => string {
  const { t, date, money } = useText()
  const filled = (name: string, value: unknown): string | number => {
    if (typeof value === 'string') return name === 'network' ? t(`crm.network.${value}`) : value
    if (typeof value === 'number') return value
    if (typeof value !== 'object' || value === null) return ''
    if ('instant' in value) return date(new Date(String(value.instant)))
    if ('amount' in value && 'currency' in value) return money(BigInt(String(value.amount)), String(value.currency) as 'EUR')
    return Array.isArray(value) ? value.join(', ') : ''
  }
  return ({ kind, params }) => t(kind, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filled(name, value)])))
}
