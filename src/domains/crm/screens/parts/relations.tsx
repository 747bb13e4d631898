import { X } from 'lucide-react'
import { Form as RouterForm, Link } from 'react-router'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { hrefOf } from '../../rules/edits.ts'
import type { SheetData, SheetSaid } from './sheet.ts'
import './sheet.css'

/** Who works with whom: managers, labels, bookers. One searches a name, then says what they are. */
export function Relations({ data, said }: { data: SheetData; said: SheetSaid | null }) {
  const { t } = useText()
  const { sheet, seek } = data
  return (
    <div id="relations">
      <Section title={t('crm.relations')}>
        {sheet.relations.length === 0 && <p className="records-none">{t('crm.relationsEmpty')}</p>}
        <ul className="sheet-rows">
          {sheet.relations.map((one) => (
            <li key={`${one.id} ${one.role}`}>
              <span>
                <Link to={hrefOf(one)}>{one.name}</Link> <span className="records-none">{one.role}</span>
              </span>
              {sheet.mayEdit && (
                <Form>
                  <Hidden values={{ intent: 'crm:unrelate', toId: one.id, role: one.role }} />
                  <Button type="submit" kind="quiet" size="small" aria-label={t('crm.relationRemove', { name: one.name })} icon={<Icon of={X} size="small" />} />
                </Form>
              )}
            </li>
          ))}
        </ul>
        {sheet.mayEdit && (
          <Disclosure title={t('crm.relationAdd')} open={seek !== '' || said?.intent === 'crm:relate'}>
            <Relate data={data} said={said} />
          </Disclosure>
        )}
      </Section>
    </div>
  )
}

function Relate({ data: { seek, found }, said }: { data: SheetData; said: SheetSaid | null }) {
  const { t } = useText()
  return (
    <>
      <RouterForm method="get" action="#relations" className="sheet-seek">
        <Field name="relate" type="search" label={t('crm.relationWho')} defaultValue={seek} required maxLength={200} autoComplete="off" />
        <Button type="submit" size="small">
          {t('crm.searchAct')}
        </Button>
      </RouterForm>
      {found.length === 0 ? (
        <p className="field-hint">{t('crm.relationNone')}</p>
      ) : (
        <Form result={said?.intent === 'crm:relate' ? said.result : null} submit={t('crm.relationAdd')} kind="secondary">
          <Hidden values={{ intent: 'crm:relate' }} />
          <Field
            name="toId"
            type="select"
            label={t('crm.relationWho')}
            required
            options={found.map(({ id, title, detail }) => ({ value: id, label: [title, detail].filter(Boolean).join(' · ') }))}
          />
          <Field name="role" id="relation-role" label={t('crm.relationRole')} hint={t('crm.relationRoleHint')} required maxLength={60} />
        </Form>
      )}
    </>
  )
}
