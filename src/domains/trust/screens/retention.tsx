import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, type PageHandle, pageOf, type Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  return callerOf<typeof operations>(context, 'trust').listRetentions()
}

export async function action({ context, request }: ActionFunctionArgs): Promise<{ name: string; result: Submitted } | Response> {
  const form = await request.formData()
  const result = await pageOf(context).submit('trust.editRetention', form)
  const name = form.get('name')
  return result.ok ? redirect('/office/retention', 303) : { name: typeof name === 'string' ? name : '', result }
}

type Data = Awaited<ReturnType<typeof loader>>

/** Every kind of row with its time, its bounds, and what the last sweep removed. */
export default function RetentionPage({ loaderData: { items }, actionData }: { loaderData: Data; actionData?: { name: string; result: Submitted } }) {
  const { t, dateTime, number } = useText()
  return (
    <Page width="wide">
      <PageHead title={t('trust.retentionTitle')} lead={t('trust.retentionLead')} />
      <Table
        caption={t('trust.retentionTitle')}
        hideCaption
        stack
        rows={items}
        rowKey={(rule) => rule.name}
        columns={[
          {
            key: 'name',
            label: t('trust.retentionWhat'),
            cell: (rule) => (
              <>
                <strong>{t(`trust.kept.${rule.name}`)}</strong>
                {rule.empties && <p className="text-soft">{t('trust.retentionEmpties')}</p>}
              </>
            ),
          },
          { key: 'days', label: t('trust.retentionDays'), cell: (rule) => <Days rule={rule} result={actionData?.name === rule.name ? actionData.result : null} /> },
          { key: 'last', label: t('trust.retentionLast'), cell: (rule) => (rule.lastRunAt ? dateTime(rule.lastRunAt) : t('trust.retentionNever')) },
          { key: 'removed', label: t('trust.retentionRemoved'), align: 'end', cell: (rule) => number(rule.removed) },
        ]}
      />
    </Page>
  )
}

function Days({ rule, result }: { rule: Data['items'][number]; result: Submitted | null }) {
  const { t } = useText()
  return (
    <Disclosure title={t('trust.days', { n: rule.days })} open={result?.ok === false}>
      <Form result={result} submit={t('trust.retentionSave')} kind="secondary">
        <Hidden values={{ name: rule.name }} />
        <Field
          name="days"
          id={`days-${rule.name}`}
          type="number"
          label={t('trust.retentionDays')}
          hint={t('trust.retentionBounds', { least: rule.least, most: rule.most, standard: rule.standard })}
          defaultValue={String(rule.days)}
          min={rule.least}
          max={rule.most}
          required
        />
      </Form>
    </Disclosure>
  )
}
