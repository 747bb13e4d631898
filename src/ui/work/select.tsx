import './work.css'
import { Check, ChevronDown } from 'lucide-react'
import type { Key, ReactNode } from 'react'
import * as Aria from 'react-aria-components'
import { Icon } from '../icon.tsx'
import { useText } from '../text.tsx'

export interface Option {
  id: string
  label: string
  detail?: string
}

interface ChooserProps {
  label: string
  items: readonly Option[]
  value?: string | null
  onChange?: (id: string | null) => void
  /** Goes with a form under this name. */
  name?: string
  hint?: ReactNode
  required?: boolean
  disabled?: boolean
}

const told = (onChange: ChooserProps['onChange']) => (key: Key | null) => onChange?.(key === null ? null : String(key))

/** One choice in a list, by keyboard, pointer or voice. */
export function Select({ label, items, value, onChange, name, hint, required, disabled }: ChooserProps) {
  const { t } = useText()
  return (
    <Aria.Select className="field" name={name} value={value} onChange={told(onChange)} isRequired={required} isDisabled={disabled} placeholder={t('ui.choose')}>
      <Aria.Label>{label}</Aria.Label>
      <Aria.Button className="field-frame chooser">
        <Aria.SelectValue />
        <Icon of={ChevronDown} size="small" />
      </Aria.Button>
      {hint && (
        <Aria.Text slot="description" className="field-hint">
          {hint}
        </Aria.Text>
      )}
      <Choices items={items} />
    </Aria.Select>
  )
}

/** The same, for long lists: one types, the list narrows, accents forgiven. */
export function ComboBox({ label, items, value, onChange, name, hint, required, disabled }: ChooserProps) {
  const { t, locale } = useText()
  const { contains } = Aria.useFilter({ sensitivity: 'base' })
  return (
    <Aria.I18nProvider locale={locale}>
      <Aria.ComboBox
        className="field"
        name={name}
        selectedKey={value}
        onSelectionChange={told(onChange)}
        defaultFilter={contains}
        isRequired={required}
        isDisabled={disabled}
        menuTrigger="focus"
      >
        <Aria.Label>{label}</Aria.Label>
        <div className="field-frame chooser">
          <Aria.Input placeholder={t('ui.choose')} />
          <Aria.Button>
            <Icon of={ChevronDown} size="small" />
          </Aria.Button>
        </div>
        {hint && (
          <Aria.Text slot="description" className="field-hint">
            {hint}
          </Aria.Text>
        )}
        <Choices items={items} />
      </Aria.ComboBox>
    </Aria.I18nProvider>
  )
}

function Choices({ items }: { items: readonly Option[] }) {
  const { t } = useText()
  return (
    <Aria.Popover className="choices-list">
      <Aria.ListBox items={items} renderEmptyState={() => <p className="field-hint">{t('ui.noMatch')}</p>}>
        {({ id, label, detail }) => (
          <Aria.ListBoxItem id={id} textValue={label} className="choices-item">
            <Icon of={Check} size="small" />
            <Aria.Text slot="label">{label}</Aria.Text>
            {detail && <Aria.Text slot="description">{detail}</Aria.Text>}
          </Aria.ListBoxItem>
        )}
      </Aria.ListBox>
    </Aria.Popover>
  )
}
