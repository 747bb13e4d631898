import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { type Acted, resultOf } from '../acting.ts'
import type { WorkspaceData } from '../workspace.tsx'

/** Rename, hand over, leave. */
export function WorkspaceSettings({ data: { workspace, can, members, me }, acted }: { data: WorkspaceData; acted?: Acted }) {
  const { t } = useText()
  const others = members.filter(({ person }) => person.id !== me)
  return (
    <Section title={t('identity.settings')}>
      <div className="grid gap-3">
        {can.edit && (
          <Disclosure title={t('identity.rename')} open={acted?.intent === 'rename'}>
            <Form result={resultOf(acted, 'rename')} submit={t('identity.save')} kind="secondary">
              <Hidden values={{ intent: 'rename' }} />
              <Field name="name" label={t('identity.workspaceName')} defaultValue={workspace.name} maxLength={120} required />
            </Form>
          </Disclosure>
        )}
        {can.transfer && others.length > 0 && (
          <Disclosure title={t('identity.transfer')} open={acted?.intent === 'transfer'}>
            <Form result={resultOf(acted, 'transfer')} submit={t('identity.transfer')} kind="danger">
              <Hidden values={{ intent: 'transfer' }} />
              <p>{t('identity.transferLead')}</p>
              <Field name="personId" type="select" label={t('identity.transferTo')} required options={others.map(({ person }) => ({ value: person.id, label: person.name }))} />
            </Form>
          </Disclosure>
        )}
        <Disclosure title={t('identity.leave')} open={acted?.intent === 'leave'}>
          <Form result={resultOf(acted, 'leave')} submit={t('identity.leave')} kind="danger">
            <Hidden values={{ intent: 'leave', named: workspace.name }} />
            <p>{t('identity.leaveLead')}</p>
          </Form>
        </Disclosure>
      </div>
    </Section>
  )
}
