import { X } from 'lucide-react'
import { Link } from 'react-router'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { Act } from './act.tsx'
import type { FieldsData } from './fields.tsx'

/** Tags and how many records wear each; renaming one to another makes one of two. */
export function TagRows({ data: { tags, mayManage } }: { data: FieldsData }) {
  const { t, number } = useText()
  return (
    <Section title={t('crm.tagsTitle')}>
      <p className="field-hint">{t(tags.length === 0 ? 'crm.tagsEmpty' : 'crm.tagsLead')}</p>
      <ul className="sheet-rows">
        {tags.map(({ tag, records }, place) => (
          <li key={tag}>
            {mayManage ? (
              <Disclosure title={`${tag} · ${number(records)}`}>
                <Form submit={t('crm.tagRename')} kind="secondary">
                  <Hidden values={{ intent: 'rename', tag }} />
                  <Field name="to" id={`tag-${place}`} label={t('crm.tagNew', { tag })} defaultValue={tag} required maxLength={60} />
                </Form>
                <Link to={`/mona/artists?tags=${encodeURIComponent(tag)}`}>{t('crm.artists')}</Link>
              </Disclosure>
            ) : (
              <Link to={`/mona/artists?tags=${encodeURIComponent(tag)}`}>{`${tag} · ${number(records)}`}</Link>
            )}
            {mayManage && <Act values={{ intent: 'untag', tag }} label={`${t('crm.tagRemove')} ${tag}`} icon={<Icon of={X} size="small" />} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}
