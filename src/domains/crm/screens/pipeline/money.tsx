import type { Currency } from '#platform/money'
import { useText } from '#ui/text'

/** Amounts by currency, never added. `weighted` says what they weigh. */
export function Sums({ sums, weighted }: { sums: readonly { currency: Currency; value: number; weighted: number }[]; weighted?: boolean }) {
  const { money, list } = useText()
  if (sums.length === 0) return null
  return <span className="tabular">{list(sums.map((one) => money(weighted ? one.weighted : one.value, one.currency)))}</span>
}
