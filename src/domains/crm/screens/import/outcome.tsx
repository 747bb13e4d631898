import { Download, Undo2 } from 'lucide-react'
import { Form as RouterForm } from 'react-router'
import { Button, LinkButton } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Pager } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { ImportDetail, ImportRow } from '../../schema/imports.ts'
import type { ImportData } from './import.tsx'

type Page = NonNullable<ImportData['failed']>

/** What came of a list: figures, rows that wait for a decision, rows kept aside, and the way back. */
export function Outcome({ data }: { data: ImportData }) {
  const { t } = useText()
  const { one, undecided, failed, kept, mayEdit } = data
  const list = one.kind === 'artist' ? '/mona/artists?sort=updated' : `/mona/contacts?kind=${one.kind}&sort=updated`
  return (
    <>
      {one.state === 'undone' && (
        <Notice kind="info" title={t('crm.import.undone')}>
          {t('crm.import.undoneLead')}
        </Notice>
      )}
      {one.state !== 'undone' && <Figures one={one} />}
      {one.state === 'done' && (
        <div className="import-acts">
          <LinkButton href={list} kind={undecided ? 'secondary' : 'primary'}>
            {t('crm.import.seeList')}
          </LinkButton>
          {one.pairs > 0 && (
            <span className="import-pairs">
              {t('crm.import.possible', { n: one.pairs })} <a href="/mona/duplicates">{t('crm.import.possibleAct')}</a>
            </span>
          )}
        </div>
      )}
      {undecided && undecided.items.length > 0 && <Decisions one={one} page={undecided} mayEdit={mayEdit} />}
      {failed && failed.items.length > 0 && <Mistakes one={one} page={failed} />}
      {kept && kept.items.length > 0 && <Kept page={kept} />}
      {mayEdit && one.undoBefore && <Undo one={one} />}
    </>
  )
}

function Figures({ one }: { one: ImportDetail }) {
  const { t, number } = useText()
  return (
    <dl className="import-figures" aria-live="polite">
      {(['created', 'completed', 'skipped', 'undecided', 'failed'] as const).map((what) => (
        <div key={what} data-what={one[what] > 0 ? what : undefined}>
          <dt>{t(`crm.import.${what}`)}</dt>
          <dd className="tabular">{number(one[what])}</dd>
        </div>
      ))}
    </dl>
  )
}

const decisions = ['complete', 'overwrite', 'create', 'skip'] as const

function Decisions({ one, page, mayEdit }: { one: ImportDetail; page: Page; mayEdit: boolean }) {
  const { t } = useText()
  return (
    <Section title={t('crm.import.toDecide')} lead={t('crm.import.toDecideLead')}>
      {mayEdit && page.items.length > 1 && (
        <RouterForm method="post" className="import-acts" preventScrollReset>
          <Hidden values={{ intent: 'decide' }} />
          <span>{t('crm.import.forAll')}</span>
          {decisions.map((decision) => (
            <Button key={decision} type="submit" size="small" name="decision" value={decision}>
              {t(`crm.import.do.${decision}`)}
            </Button>
          ))}
        </RouterForm>
      )}
      <ul className="import-decisions">
        {page.items.map((row) => (
          <li key={row.number}>
            <dl>
              <div>
                <dt>{t('crm.import.fileSays')}</dt>
                <dd>
                  <span className="import-number">{row.number}</span> {row.cells.filter(Boolean).slice(0, 6).join(' · ')}
                </dd>
              </div>
              <div>
                <dt>{t('crm.import.youHave')}</dt>
                <dd>{row.record ? <a href={`/mona/${one.kind === 'artist' ? 'artists' : 'contacts'}/${row.record.id}`}>{known(row.record)}</a> : '—'}</dd>
              </div>
            </dl>
            {mayEdit && (
              <RouterForm method="post" className="import-acts" preventScrollReset>
                <Hidden values={{ intent: 'decide', numbers: row.number }} />
                {decisions.map((decision) => (
                  <Button key={decision} type="submit" size="small" kind={decision === 'complete' ? 'secondary' : 'quiet'} name="decision" value={decision}>
                    {t(`crm.import.do.${decision}`)}
                  </Button>
                ))}
              </RouterForm>
            )}
          </li>
        ))}
      </ul>
      {page.next && <Pager next={`?undecided=${page.next}`} />}
    </Section>
  )
}

const known = ({ name, email, phone, city, country }: NonNullable<ImportRow['record']>): string => [name, city, country, email, phone].filter(Boolean).join(' · ')

function Mistakes({ one, page }: { one: ImportDetail; page: Page }) {
  const { t } = useText()
  const address = (format: string) => `/api/v1/exports/imports/${one.id}.${format}`
  return (
    <Section
      title={t('crm.import.mistakesTitle')}
      lead={t('crm.import.mistakesLead')}
      action={
        <span className="import-acts">
          {['csv', 'xlsx'].map((format) => (
            <LinkButton key={format} size="small" href={address(format)} download icon={<Icon of={Download} size="small" />}>
              {t('crm.import.download', { format: format.toUpperCase() })}
            </LinkButton>
          ))}
        </span>
      }
    >
      <ul className="import-mistakes">
        {page.items.map((row) => (
          <li key={row.number}>
            <span className="import-number">{row.number}</span>
            <span>{row.cells.filter(Boolean).slice(0, 3).join(' · ') || '—'}</span>
            {row.problems.map(({ column, code, params, value }, at) => (
              <span key={at} className="import-why">
                {column >= 0 && `${one.columns[column]?.label ?? ''} `}
                {value && `${t('crm.import.value', { value: value.slice(0, 60) })} `}– {t(code, params)}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {page.next && <Pager next={`?failed=${page.next}`} />}
    </Section>
  )
}

function Kept({ page }: { page: Page }) {
  const { t } = useText()
  return (
    <Section title={t('crm.import.kept')} lead={t('crm.import.keptLead')}>
      <ul className="import-mistakes">
        {page.items.map((row) => (
          <li key={row.number}>
            <span className="import-number">{row.number}</span>
            {row.record ? (
              <a href={`/mona/${row.record.kind === 'artist' ? 'artists' : 'contacts'}/${row.record.id}`}>{row.record.name}</a>
            ) : (
              <span>{row.cells.filter(Boolean).slice(0, 3).join(' · ')}</span>
            )}
          </li>
        ))}
      </ul>
      {page.next && <Pager next={`?kept=${page.next}`} />}
    </Section>
  )
}

function Undo({ one }: { one: ImportDetail }) {
  const { t, dateTime } = useText()
  return (
    <div className="import-undo">
      <Disclosure title={t('crm.import.undo')}>
        <p>{t('crm.import.undoHint', { at: dateTime(one.undoBefore!) })}</p>
        <RouterForm method="post">
          <Button type="submit" kind="danger" name="intent" value="undo" icon={<Icon of={Undo2} size="small" />}>
            {t('crm.import.undoConfirm')}
          </Button>
        </RouterForm>
      </Disclosure>
    </div>
  )
}
