import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { useText } from './text.tsx'

export interface NavItem {
  href: string
  label: ReactNode
  current?: boolean
  count?: number
  icon?: ReactNode
}

/** Views of one thing, as links. */
export function TabLinks({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      <NavList items={items} />
    </nav>
  )
}

/** The rooms of an office: beside the page, above it on a phone. */
export function SideNav({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav className="side-nav" aria-label={label}>
      <NavList items={items} />
    </nav>
  )
}

function NavList({ items }: { items: readonly NavItem[] }) {
  const { number } = useText()
  return (
    <ul>
      {items.map(({ href, label, current, count, icon }) => (
        <li key={href}>
          <a href={href} aria-current={current ? 'page' : undefined}>
            {icon}
            {label}
            {count !== undefined && <span className="count">{number(count)}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
}

export function Breadcrumbs({ items }: { items: readonly { href?: string; label: ReactNode }[] }) {
  const { t } = useText()
  return (
    <nav className="crumbs" aria-label={t('ui.youAreHere')}>
      <ol>
        {items.map(({ href, label }, place) => (
          <li key={place}>{href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  )
}

/** Earlier and later pages of a list. Shows nothing when the list holds on one. */
export function Pager({ previous, next, children }: { previous?: string | null; next?: string | null; children?: ReactNode }) {
  const { t } = useText()
  if (!previous && !next) return null
  return (
    <nav className="pager" aria-label={t('ui.pages')}>
      {previous ? (
        <a className="btn" data-kind="secondary" data-size="medium" rel="prev" href={previous}>
          <Icon of={ChevronLeft} />
          {t('ui.previous')}
        </a>
      ) : (
        <span />
      )}
      {children && <span className="pager-place">{children}</span>}
      {next ? (
        <a className="btn" data-kind="secondary" data-size="medium" rel="next" href={next}>
          {t('ui.next')}
          <Icon of={ChevronRight} />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
