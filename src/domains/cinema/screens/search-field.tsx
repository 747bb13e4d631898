import { Island } from '#ui/island'
import { useText } from '#ui/text'

/** The search box of the catalogue; the island proposes films and people as one types. Stands inside a form that leads to the catalogue. */
export function SearchField({ label, value }: { label: string; value?: string }) {
  const { t } = useText()
  return (
    <Island name="film-search" when="idle" films={t('cinema.catalogue')}>
      <input type="search" name="q" defaultValue={value} placeholder={label} aria-label={label} autoComplete="off" enterKeyHint="search" maxLength={200} />
    </Island>
  )
}
