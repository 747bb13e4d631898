import { BookmarkPlus, X } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { useText } from '#ui/text'
import { viewAddress } from './address.ts'
import type { ListData } from './load.ts'

interface ViewsProps {
  data: ListData
  said?: { intent: string; result: Submitted } | undefined
  filtered: boolean
}

/** Saved filters as tabs; what is filtered now can be kept under a name. */
export function Views({ data: { views, path, kind }, said, filtered }: ViewsProps) {
  const { t } = useText()
  const [params] = useSearchParams()
  const current = params.get('view')
  const all = kind === 'organisation' ? `${path}?kind=organisation` : path
  const open = views.find(({ id }) => id === current)
  return (
    <div className="records-views">
      <nav className="tabs" aria-label={t('crm.views')}>
        <ul>
          <li>
            <Link to={all} aria-current={!current && !filtered ? 'page' : undefined}>
              {t('crm.viewAll')}
            </Link>
          </li>
          {views.map((view) => (
            <li key={view.id}>
              <Link to={viewAddress(path, view) + (kind === 'organisation' ? '&kind=organisation' : '')} aria-current={view.id === current ? 'page' : undefined}>
                {view.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {open?.mine && (
        <Form className="records-view-remove">
          <Hidden values={{ intent: 'dropView', id: open.id }} />
          <Button type="submit" size="small" kind="quiet" aria-label={t('crm.viewRemove', { name: open.name })} icon={<Icon of={X} size="small" />} />
        </Form>
      )}
      {filtered && !open && <SaveView said={said?.intent === 'view' ? said.result : null} />}
    </div>
  )
}

function SaveView({ said }: { said: Submitted | null }) {
  const { t } = useText()
  return (
    <details className="menu" data-menu data-side="end" open={said !== null}>
      <summary className="btn" data-kind="quiet" data-size="small">
        <Icon of={BookmarkPlus} size="small" />
        {t('crm.viewSave')}
      </summary>
      <div className="menu-list">
        <Form result={said} submit={t('crm.viewSave')}>
          <Hidden values={{ intent: 'view' }} />
          <Field name="name" id="view-name" label={t('crm.viewName')} required maxLength={80} />
          <CheckField name="shared" label={t('crm.viewShared')} />
        </Form>
      </div>
    </details>
  )
}
