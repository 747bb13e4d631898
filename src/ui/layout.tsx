import type { ReactNode } from 'react'

/** The measure of a page: `text` for reading and forms, `normal` for most, `wide` for walls of pictures and boards. */
export function Page({ width = 'normal', children }: { width?: 'narrow' | 'text' | 'normal' | 'wide'; children: ReactNode }) {
  return (
    <div className="page" data-width={width}>
      {children}
    </div>
  )
}

interface PageHeadProps {
  title: ReactNode
  /** The tab's title when it differs from the page's; null when the page says its title to search engines itself (`PublicHead`). */
  tab?: string | null
  description?: string
  eyebrow?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
}

/** Where am I, what matters here, what can I do next. Holds the only `<h1>` and names the tab. */
export function PageHead({ title, tab, description, eyebrow, lead, actions }: PageHeadProps) {
  return (
    <header className="page-head">
      {tab !== null && <HeadTitle title={tab ?? (typeof title === 'string' ? title : undefined)} description={description ?? (typeof lead === 'string' ? lead : undefined)} />}
      <div>
        {eyebrow && <p className="eyebrow">{eyebrow}</p>}
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {actions && <div className="btn-row">{actions}</div>}
    </header>
  )
}

/** The tab's title and what search engines say of the page, for pages that draw their own heading. */
export function HeadTitle({ title, description }: { title?: string; description?: string }) {
  return (
    <>
      {title && <title>{title === 'Griot' ? title : `${title} · Griot`}</title>}
      {description && <meta name="description" content={description} />}
    </>
  )
}

interface SectionProps {
  title?: ReactNode
  lead?: ReactNode
  action?: ReactNode
  id?: string
  children: ReactNode
}

export function Section({ title, lead, action, id, children }: SectionProps) {
  return (
    <section className="section" id={id}>
      {title && (
        <div className="section-head">
          <h2>{title}</h2>
          {action}
          {lead && <p className="section-lead">{lead}</p>}
        </div>
      )}
      {children}
    </section>
  )
}

/** As many equal columns as fit: posters, cards or tiles. */
export function Grid({ min = 'card', children }: { min?: 'poster' | 'card' | 'tile'; children: ReactNode }) {
  return (
    <div className="grid-fit" data-min={min}>
      {children}
    </div>
  )
}

/** A row that scrolls sideways, for more than fits; reachable by keyboard. */
export function Shelf({ label, min = 'poster', children }: { label: string; min?: 'poster' | 'card' | 'tile'; children: ReactNode }) {
  return (
    <div className="shelf" role="region" aria-label={label} tabIndex={0} data-min={min}>
      {children}
    </div>
  )
}

/** Main matter and a side column, which comes after it on a phone. */
export function Split({ aside, children }: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className="split">
      <div className="split-main">{children}</div>
      <aside>{aside}</aside>
    </div>
  )
}

/** Small things side by side, wrapping. */
export function Cluster({ children, align }: { children: ReactNode; align?: 'start' | 'end' | 'between' }) {
  return (
    <div className="cluster" data-align={align}>
      {children}
    </div>
  )
}
