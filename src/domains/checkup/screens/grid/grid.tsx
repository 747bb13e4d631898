import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../../operations.ts'
import { typed } from '../typed.ts'
import { fieldOf, gridChanges } from './changes.ts'
import { GridLines } from './lines.tsx'
import { Versions } from './versions.tsx'
import '../checkup.css'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const version = Number(asked.get('version'))
  const checkup = callerOf<typeof operations>(context, 'checkup')
  const [grid, versions] = await Promise.all([checkup.getCheckupGrid(Number.isInteger(version) && version > 0 ? { version } : {}), checkup.checkupGridVersions({ limit: 20 })])
  return { grid, versions: versions.items, isEditing: asked.has('edit') && grid.mayEdit && grid.version === grid.latest, saved: asked.has('saved') }
}

interface Sent {
  intent: string
  result: Submitted
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Sent> {
  const form = await request.formData()
  const intent = typed(form, 'intent')
  if (intent === 'measure') {
    const result = await pageOf(context).submit('checkup.measureCheckupGrid', form)
    if (result.ok) throw redirect('/mona/grid?saved', 303)
    return { intent, result }
  }
  const grid = await callerOf<typeof operations>(context, 'checkup').getCheckupGrid({ version: Number(form.get('version')) || 1 })
  const { changes, names } = gridChanges(grid, form)
  if (changes.length === 0) throw redirect('/mona/grid', 303)
  const result = await pageOf(context).submit('checkup.editCheckupGrid', form, { version: grid.version, changes })
  if (result.ok) throw redirect('/mona/grid?saved', 303)
  const fields = result.refusal.fields.map((one) => ({ ...one, field: fieldOf(names, one.field) }))
  return { intent, result: { ...result, refusal: { ...result.refusal, fields } } }
}

export type GridPageData = Awaited<ReturnType<typeof loader>>

/** The agency's grid: what every check-up looks at. */
export default function GridPage({ loaderData: { grid, versions, isEditing, saved }, actionData }: { loaderData: GridPageData; actionData?: Sent }) {
  const { t, number } = useText()
  const edit = isEditing || actionData?.intent === 'edit'
  return (
    <Page>
      <PageHead
        title={t('checkup.gridTitle')}
        lead={t('checkup.gridLead')}
        eyebrow={<a href="/mona/checkups">{t('checkup.many')}</a>}
        actions={
          grid.mayEdit &&
          grid.version === grid.latest &&
          !edit && (
            <LinkButton kind="primary" href="/mona/grid?edit">
              {t('checkup.gridEdit')}
            </LinkButton>
          )
        }
      />
      {saved && <Notice kind="good">{t('checkup.gridSaved', { version: number(grid.version) })}</Notice>}
      {grid.version < grid.latest && (
        <Notice kind="info">
          {t('checkup.gridOld', { latest: number(grid.latest) })} <a href="/mona/grid">{t('checkup.gridCurrent')}</a>
        </Notice>
      )}
      <p className="mb-4">
        <Badge tone="accent">{t('checkup.gridVersion', { version: number(grid.version) })}</Badge> {t(`checkup.gridOrigin.${grid.origin}`)}
        {grid.note && <> · {grid.note}</>}
      </p>
      {edit ? <Editing grid={grid} result={actionData?.intent === 'edit' ? actionData.result : null} /> : <GridLines grid={grid} isEditing={false} />}
      <Measure grid={grid} result={actionData?.intent === 'measure' ? actionData.result : null} />
      <Section title={t('checkup.gridHistory')}>
        <Versions items={versions} />
      </Section>
    </Page>
  )
}

/** Not checked by the browser: it cannot point into what is folded. */
function Editing({ grid, result }: { grid: GridPageData['grid']; result: Submitted | null }) {
  const { t } = useText()
  return (
    <Form result={result} submit={t('checkup.gridSave')} noValidate>
      <Hidden values={{ intent: 'edit', version: String(grid.version) }} />
      <GridLines grid={grid} isEditing wrong={result && !result.ok ? result.refusal.fields.map(({ field }) => field) : []} />
      <Field name="note" label={t('checkup.gridNote')} maxLength={500} />
    </Form>
  )
}

function Measure({ grid, result }: { grid: GridPageData['grid']; result: Submitted | null }) {
  const { t, number } = useText()
  return (
    <Section title={t('checkup.bands')}>
      <p>{t('checkup.gridMeasured', { n: grid.measured, needed: number(grid.ownFrom) })}</p>
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      {grid.mayEdit && grid.measured >= grid.ownFrom && (
        <form method="post">
          <input type="hidden" name="intent" value="measure" />
          <Button type="submit">{t('checkup.gridMeasure')}</Button>
        </form>
      )}
    </Section>
  )
}
