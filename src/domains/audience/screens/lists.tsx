import { Link2, ListVideo, Lock } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Field, Form } from '#ui/form'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead, Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import './audience.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context }: LoaderFunctionArgs) {
  return callerOf<typeof operations>(context, 'audience').listLists()
}

export async function action({ context, request }: ActionFunctionArgs) {
  const result = await pageOf(context).submit('audience.createList', await request.formData())
  return result.ok ? redirect(`/karangou/lists/${(result.output as { id: string }).id}`, 303) : result
}

interface Props {
  loaderData: Awaited<ReturnType<typeof loader>>
  actionData?: Exclude<Awaited<ReturnType<typeof action>>, Response>
}

export default function Lists({ loaderData: { items }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page width="wide">
      <PageHead title={t('audience.listsTitle')} lead={t('audience.listsLead')} />
      {items.length === 0 && (
        <EmptyState title={t('audience.listsEmpty')} picture={<Icon of={ListVideo} size="large" />}>
          {t('audience.listsEmptyText')}
        </EmptyState>
      )}
      <Grid min="card">
        {items.map((list) => (
          <a key={list.id} className="list-card" href={`/karangou/lists/${list.id}`}>
            <span className="list-pile" aria-hidden="true">
              {list.covers.map((film) => (
                <Poster key={film.id} title={film.title} picture={film.poster} sizes="6rem" decorative />
              ))}
            </span>
            <span>
              <strong>{list.name}</strong>
              <small>
                <Icon of={list.shared ? Link2 : Lock} size="small" /> {t('audience.listCount', { count: list.films })} · {t(list.shared ? 'audience.shared' : 'audience.private')}
              </small>
            </span>
          </a>
        ))}
      </Grid>
      <Section title={t('audience.newListName')}>
        <Form result={actionData ?? null} submit={t('audience.createList')} kind={items.length === 0 ? 'primary' : 'secondary'}>
          <Field name="name" label={t('audience.listName')} required maxLength={80} />
        </Form>
      </Section>
    </Page>
  )
}
