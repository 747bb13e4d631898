import { FileText, Lock } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-router'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { ChoiceField, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { StudioProject } from '../../schema.ts'
import { visibilities } from '../../types.ts'
import { useDesk, useHydrated } from './keeping.tsx'
import type { Tab } from './tabs.ts'
import { Upload } from './upload.tsx'

const accept = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp']

/** Papers: those everyone may read, and those only the reviewers see. */
export function DocumentsTab() {
  const { t } = useText()
  const { project } = useDesk()
  return (
    <Section title={t('crowdfunding.studio.documentsTitle')} lead={t('crowdfunding.studio.documentsLead')} id="f-documents">
      <DocumentList documents={project.documents} removable={project.editable} />
      {project.editable && <NewDocument tab="documents" />}
    </Section>
  )
}

export function DocumentList({ documents, removable }: { documents: StudioProject['documents']; removable?: boolean }) {
  const { t, bytes } = useText()
  if (documents.length === 0) return <p className="studio-soft">{t('crowdfunding.studio.noDocument')}</p>
  return (
    <ul className="studio-documents">
      {documents.map(({ id, name, size, href, visibility }) => (
        <li key={id}>
          <Icon of={visibility === 'public' ? FileText : Lock} />
          <div>
            <a className="link" href={href} download>
              {name}
            </a>
            <span className="studio-soft">
              {bytes(size)} <Badge tone={visibility === 'public' ? 'good' : 'neutral'}>{t(`crowdfunding.studio.visibility.${visibility}`)}</Badge>
            </span>
          </div>
          {removable && (
            <Form method="post">
              <Hidden values={{ intent: 'removeDocument', documentId: id }} />
              <Button type="submit" kind="quiet" size="small" aria-label={t('crowdfunding.studio.removeNamed', { name })}>
                {t('crowdfunding.studio.removeIt')}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Chooses who will read the document, then the document. */
export function NewDocument({ tab, only }: { tab: Tab; only?: 'reviewers' }) {
  const { t } = useText()
  const [visibility, setVisibility] = useState<string>('reviewers')
  const hydrated = useHydrated()
  const choice = !only && (
    <ChoiceField
      name="visibility"
      label={t('crowdfunding.studio.whoReads')}
      defaultValue="reviewers"
      required
      options={visibilities.map((value) => ({ value, label: t(`crowdfunding.studio.visibility.${value}`), hint: t(`crowdfunding.studio.visibility.${value}.hint`) }))}
    />
  )
  return (
    <div className="studio-new-document">
      {hydrated && choice && <div onChange={(event) => setVisibility((event.target as unknown as HTMLInputElement).value)}>{choice}</div>}
      <Upload
        to="documents"
        fields={hydrated || only ? { visibility: only ?? visibility } : {}}
        accept={accept}
        tab={tab}
        label={t('crowdfunding.studio.addDocument')}
        hint={t('crowdfunding.studio.documentHint')}
      >
        {choice}
      </Upload>
    </div>
  )
}
