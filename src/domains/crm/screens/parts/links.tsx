import { X } from 'lucide-react'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { networks } from '../../types.ts'
import type { SheetData, SheetSaid } from './sheet.ts'
import './sheet.css'

/** Where the record is found: paste an address, the network is recognised. */
export function Links({ data: { sheet }, said }: { data: SheetData; said: SheetSaid | null }) {
  const { t } = useText()
  const refused = said?.intent === 'crm:link' ? said.result : null
  return (
    <div id="links">
      <Section title={t(sheet.kind === 'artist' ? 'crm.links' : 'crm.linksContact')}>
        {sheet.links.length === 0 && <p className="records-none">{t('crm.linksEmpty')}</p>}
        <ul className="sheet-rows">
          {sheet.links.map(({ network, identifier, url }) => {
            const label = `${t(`crm.network.${network}`)} ${identifier}`
            const shown = (
              <>
                <strong>{t(`crm.network.${network}`)}</strong> {identifier}
              </>
            )
            return (
              <li key={label}>
                {url ? (
                  <a href={url} rel="noreferrer">
                    {shown}
                  </a>
                ) : (
                  <span>{shown}</span>
                )}
                {sheet.mayEdit && (
                  <Form>
                    <Hidden values={{ intent: 'crm:unlink', network, identifier }} />
                    <Button type="submit" kind="quiet" size="small" aria-label={t('crm.linkRemove', { label })} icon={<Icon of={X} size="small" />} />
                  </Form>
                )}
              </li>
            )
          })}
        </ul>
        {sheet.mayEdit && (
          <Disclosure title={t('crm.linkAdd')} open={refused !== null}>
            <Form result={refused} submit={t('crm.linkAdd')} kind="secondary">
              <Hidden values={{ intent: 'crm:link' }} />
              <Field name="address" id="link-address" label={t('crm.linkAddress')} hint={t('crm.hint.address')} required maxLength={500} autoComplete="off" />
              <Field
                name="network"
                id="link-network"
                type="select"
                label={t('crm.linkNetwork')}
                options={[{ value: '', label: t('crm.linkAuto') }, ...networks.map((value) => ({ value, label: t(`crm.network.${value}`) }))]}
              />
            </Form>
          </Disclosure>
        )}
      </Section>
    </div>
  )
}
