import { Download, GitCompare, ListPlus, Settings2 } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { Icon } from '#ui/icon'
import { Menu } from '#ui/overlay'
import { useText } from '#ui/text'
import { exportAddress, formats } from './address.ts'
import type { ListData } from './load.ts'

/** The list as it is shown — conditions, order, columns — as a file. Plain links: the browser keeps the page while it saves. */
export function ExportMenu({ data: { kind, columns } }: { data: ListData }) {
  const { t } = useText()
  const [params] = useSearchParams()
  return (
    <details className="menu" data-menu data-side="end">
      <summary className="btn" data-kind="quiet" data-size="small">
        <Icon of={Download} size="small" />
        {t('crm.export')}
      </summary>
      <div className="menu-list">
        {formats.map((format) => (
          <a key={format} href={exportAddress(format, { kind, params, columns })} download>
            {t(`crm.export.${format}`)}
          </a>
        ))}
      </div>
    </details>
  )
}

/** What keeps the records in order: duplicates, own fields, tags. */
export function OrganiseMenu() {
  const { t } = useText()
  return (
    <Menu label={t('crm.organise')} icon={<Icon of={Settings2} size="small" />}>
      <a href="/mona/duplicates">
        <Icon of={GitCompare} size="small" />
        {t('crm.dup.title')}
      </a>
      <a href="/mona/fields">
        <Icon of={ListPlus} size="small" />
        {t('crm.fieldsAndTags')}
      </a>
    </Menu>
  )
}
