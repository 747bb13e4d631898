import { FileText, X } from 'lucide-react'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { fileEndings, mostFileBytes } from '../../rules/files.ts'
import type { SheetData } from './sheet.ts'
import './sheet.css'

/** Papers, pictures and sounds kept with the record. */
export function Files({ data: { sheet, refused, done, now } }: { data: SheetData }) {
  const { t, bytes, relative } = useText()
  return (
    <div id="files">
      <Section title={t('crm.files')}>
        {refused?.split('.')[1] === 'file' && (
          <Notice kind="bad">{t(refused, { most: refused === 'crm.file.tooBig' ? mostFileBytes / 1024 / 1024 : 100, types: fileEndings.join(', ') })}</Notice>
        )}
        {done === 'file' && <Notice kind="good">{t('crm.fileSaved')}</Notice>}
        {sheet.files.length === 0 && <p className="records-none">{t('crm.filesEmpty')}</p>}
        <ul className="sheet-rows">
          {sheet.files.map((file) => (
            <li key={file.id}>
              <span>
                <Icon of={FileText} size="small" /> <a href={`/api/v1/record-files/${file.id}`}>{file.name}</a>{' '}
                <span className="records-none">{[bytes(file.size), file.addedBy, relative(file.addedAt, now)].filter(Boolean).join(' · ')}</span>
              </span>
              {sheet.mayEdit && (
                <Form>
                  <Hidden values={{ intent: 'crm:unfile', fileId: file.id }} />
                  <Button type="submit" kind="quiet" size="small" aria-label={t('crm.fileRemove', { name: file.name })} icon={<Icon of={X} size="small" />} />
                </Form>
              )}
            </li>
          ))}
        </ul>
        {sheet.mayEdit && (
          // Bytes go to their own address, which comes back to this page.
          <form method="post" action={`/api/v1/records/${sheet.id}/files`} encType="multipart/form-data" className="sheet-seek">
            <Field name="file" type="file" label={t('crm.fileAdd')} hint={t('crm.fileHint')} required accept={fileEndings.map((one) => `.${one}`).join(',')} />
            <Button type="submit" size="small">
              {t('crm.fileAdd')}
            </Button>
          </form>
        )}
      </Section>
    </div>
  )
}
