import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor } = pageOf(context)
  await callerOf<typeof operations>(context, 'cinema').studioFilms()
  return {
    houses:
      actor.kind === 'person' ? actor.memberships.filter((m) => m.permissions.includes('films.edit')).map(({ workspaceId, name }) => ({ value: workspaceId, label: name })) : [],
  }
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Submitted | Response> {
  const done = await pageOf(context).submit('cinema.createFilm', await request.formData())
  return done.ok ? redirect(`/karangou/studio/films/${(done.output as { id: string }).id}`, 303) : done
}

export default function StudioNew({ loaderData: { houses }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { t } = useText()
  return (
    <Page width="narrow">
      <PageHead title={t('cinema.newFilmTitle')} tab={`${t('cinema.newFilm')} · Karangou`} lead={t('cinema.newFilmLead')} />
      {houses.length === 0 ? (
        <EmptyState
          title={t('cinema.studioNoHouse')}
          action={
            <LinkButton kind="primary" href="/account/workspaces">
              {t('cinema.createHouse')}
            </LinkButton>
          }
        >
          {t('cinema.studioNoHouseText')}
        </EmptyState>
      ) : (
        <Form result={actionData} submit={t('cinema.create')}>
          <Field name="originalTitle" label={t('cinema.filmTitle')} required maxLength={200} autoComplete="off" />
          <Field type="number" name="year" label={t('cinema.yearField')} min={1880} max={2200} inputMode="numeric" />
          {houses.length > 1 ? (
            <Field type="select" name="workspaceId" label={t('cinema.house')} options={houses} required />
          ) : (
            <Hidden values={{ workspaceId: houses[0]!.value }} />
          )}
        </Form>
      )}
    </Page>
  )
}
