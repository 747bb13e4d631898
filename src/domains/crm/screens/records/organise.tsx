import { GitCompare, ListPlus, Settings2 } from 'lucide-react'
import { Icon } from '#ui/icon'
import { Menu } from '#ui/overlay'
import { useText } from '#ui/text'

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
