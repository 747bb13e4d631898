import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Field, Form, Hidden } from '#ui/form'
import { Page, PageHead } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'

export const handle = { page: 'work', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  const collection = params.slug ? await callerOf<typeof operations>(context, 'cinema').getCollection({ slug: params.slug }) : null
  await callerOf<typeof operations>(context, 'cinema').reviewQueue()
  return { collection }
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Submitted | Response> {
  const page = pageOf(context)
  const form = await request.formData()
  const lines = form.get('films')
  const films = (typeof lines === 'string' ? lines : '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((line) => line.split('/').at(-1)!)
  form.delete('films')
  const id = params.slug ? { id: form.get('id') } : {}
  const name = form.get('intent') === 'remove' ? 'removeCollection' : params.slug ? 'editCollection' : 'createCollection'
  form.delete('intent')
  const done = await page.submit(`cinema.${name}`, form, name === 'removeCollection' ? id : { ...id, films })
  if (!done.ok) return { ...done, values: { ...done.values, films: films.join('\n') } }
  return redirect(name === 'removeCollection' ? '/karangou/collections' : `/karangou/collections/${(done.output as { slug: string }).slug}`, 303)
}

export default function CollectionEdit({ loaderData: { collection }, actionData }: { loaderData: Awaited<ReturnType<typeof loader>>; actionData?: Submitted }) {
  const { t } = useText()
  const words = (list: { language: string; title: string }[] | undefined, language: string) => list?.find((one) => one.language === language)?.title
  const title = collection ? collection.title : t('cinema.newCollection')
  return (
    <Page width="text">
      <PageHead title={title} tab={`${title} · Karangou`} />
      <Form result={actionData} submit={t('cinema.saveCollection')}>
        {collection && <Hidden values={{ id: collection.id }} />}
        <Field name="titleFr" label={t('cinema.collectionTitleFr')} required defaultValue={words(collection?.titles, 'fr')} />
        <Field name="titleEn" label={t('cinema.collectionTitleEn')} defaultValue={words(collection?.titles, 'en')} />
        <Field type="textarea" name="noteFr" label={t('cinema.collectionNoteFr')} rows={3} defaultValue={words(collection?.notes, 'fr')} />
        <Field type="textarea" name="noteEn" label={t('cinema.collectionNoteEn')} rows={3} defaultValue={words(collection?.notes, 'en')} />
        <Field
          type="textarea"
          name="films"
          label={t('cinema.collectionFilms')}
          hint={t('cinema.collectionFilmsHint')}
          rows={12}
          defaultValue={collection?.films.map((film) => film.slug).join('\n')}
        />
      </Form>
      {collection && (
        <Form kind="danger" submit={t('cinema.removeCollection')}>
          <Hidden values={{ id: collection.id, intent: 'remove' }} />
        </Form>
      )}
    </Page>
  )
}
