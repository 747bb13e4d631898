import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageHandle } from '#platform/page'
import { Page, PageHead, Split } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'
import { RecordFacts } from '../parts/facts.tsx'
import { Files } from '../parts/files.tsx'
import { RecordHead } from '../parts/head.tsx'
import { Links } from '../parts/links.tsx'
import { Relations } from '../parts/relations.tsx'
import { actOnSheet, loadContact, type SheetData, type SheetSaid } from '../parts/sheet.ts'
import { Timeline } from '../parts/timeline.tsx'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export const loader = (args: LoaderFunctionArgs) => loadContact(args)

export async function action(args: ActionFunctionArgs): Promise<Response | SheetSaid | null> {
  return actOnSheet(args, await args.request.formData(), '/mona/contacts')
}

/** A person or an organisation around the artists. */
export default function Contact({ loaderData, actionData }: { loaderData: SheetData; actionData?: SheetSaid | null }) {
  const { t } = useText()
  const { sheet, done } = loaderData
  const said = actionData ?? null
  const isPerson = sheet.kind === 'person'
  return (
    <Page width="wide">
      <Breadcrumbs
        items={[{ href: isPerson ? '/mona/contacts' : '/mona/contacts?kind=organisation', label: t(isPerson ? 'crm.people' : 'crm.organisations') }, { label: sheet.name }]}
      />
      <PageHead title={sheet.name} tab={`${sheet.name} · MONA`} />
      {(done === 'edit' || done === 'created') && <Notice kind="good">{t('crm.saved')}</Notice>}
      <RecordHead data={loaderData} said={said} />
      <Split
        aside={
          <>
            <Relations data={loaderData} said={said} />
            <Links data={loaderData} said={said} />
            <Files data={loaderData} />
          </>
        }
      >
        <Timeline data={loaderData} said={said} />
        <RecordFacts data={loaderData} said={said} />
      </Split>
    </Page>
  )
}
