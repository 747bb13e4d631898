import { redirect, type ActionFunctionArgs } from 'react-router'
import { pageOf, type Submitted } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { Offer } from './story.tsx'

/** Opens the draft, then its first page. */
export async function openProject({ context, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const done = await pageOf(context).submit('crowdfunding.createProject', await request.formData())
  return done.ok ? redirect(`/karangou/studio/projects/${(done.output as { id: string }).id}?tab=story`, 303) : done
}

interface Props {
  houses: readonly Offer[]
  films: readonly Offer[]
  /** The film whose page led here. */
  film: string
  result?: Submitted
}

/** Three answers, and the project is open. */
export function NewProjectView({ houses, films, film, result }: Props) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('crowdfunding.studio.newTitle')} tab={`${t('crowdfunding.studio.new')} · Karangou`} lead={t('crowdfunding.studio.newLead')} />
      {houses.length === 0 ? (
        <EmptyState
          title={t('cinema.studioNoHouse')}
          action={
            <LinkButton kind="primary" href="/account/workspaces">
              {t('cinema.createHouse')}
            </LinkButton>
          }
        >
          {t('crowdfunding.studio.noHouseText')}
        </EmptyState>
      ) : (
        <Form result={result} submit={t('crowdfunding.studio.create')}>
          <Field name="title" label={t('crowdfunding.studio.field.title')} hint={t('crowdfunding.studio.titleHint')} required maxLength={120} autoComplete="off" />
          {houses.length > 1 ? (
            <Field type="select" name="workspaceId" label={t('crowdfunding.studio.house')} options={houses} required />
          ) : (
            <Hidden values={{ workspaceId: houses[0]!.value }} />
          )}
          {films.length > 0 && (
            <Field
              type="select"
              name="filmSlug"
              label={t('crowdfunding.studio.field.filmSlug')}
              hint={t('crowdfunding.studio.filmHint')}
              options={[{ value: '', label: t('crowdfunding.studio.withoutFilm') }, ...films]}
              defaultValue={film}
            />
          )}
        </Form>
      )}
    </Page>
  )
}
