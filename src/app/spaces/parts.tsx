import { data, type LoaderFunctionArgs } from 'react-router'
import { LinkButton } from '#ui/button'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import { pageOf, type PageHandle } from '#platform/page'
import { Figures, Pictures } from './parts/pictured.tsx'
import { of } from './parts/samples.ts'
import { Faces, Notices, Words } from './parts/shown.tsx'
import { Forms, Ways, Work } from './parts/used.tsx'

export const handle = { page: 'work', space: 'griot' } satisfies PageHandle

/** Every part of the system on one page, for those who build screens; a demonstration only. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!pageOf(context).demo) throw data(null, { status: 404 })
  return null
}

export default function Parts() {
  const { t } = useText()
  return (
    <Page width="wide">
      <PageHead
        eyebrow={of('src/ui')}
        title={t('app.partsTitle')}
        lead={of('#ui/*')}
        actions={
          <LinkButton href="/" size="small">
            {t('app.backHome')}
          </LinkButton>
        }
      />
      <Faces />
      <Words />
      <Forms />
      <Notices />
      <Pictures />
      <Figures />
      <Ways />
      <Work />
    </Page>
  )
}
