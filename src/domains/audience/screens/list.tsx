import { ChevronDown, ChevronUp, Link2, Pencil, Trash2, X } from 'lucide-react'
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Button, IconButton, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Page, PageHead } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Dialog, DialogButton } from '#ui/overlay'
import { Poster } from '#ui/poster'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { filmHref } from './film-tile.tsx'
import './audience.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  return { list: await callerOf<typeof operations>(context, 'audience').getList({ id: params.id ?? '' }), origin: pageOf(context).origin }
}

const acts: Readonly<Record<string, string>> = { rename: 'renameList', share: 'shareList', remove: 'removeList', take: 'removeListFilm', move: 'moveListFilm' }

export async function action({ context, params, request }: ActionFunctionArgs) {
  const form = await request.formData()
  const given = form.get('intent')
  const intent = typeof given === 'string' ? given : ''
  const result = await pageOf(context).submit(`audience.${acts[intent] ?? 'renameList'}`, form, { id: params.id ?? '' })
  if (!result.ok) return result
  return redirect(intent === 'remove' ? '/karangou/lists' : `/karangou/lists/${params.id}`, 303)
}

type Data = Awaited<ReturnType<typeof loader>>
interface Props {
  loaderData: Data
  actionData?: Exclude<Awaited<ReturnType<typeof action>>, Response>
}

export default function OneList({ loaderData: { list, origin }, actionData }: Props) {
  const { t } = useText()
  return (
    <Page width="normal">
      <PageHead
        eyebrow={<a href="/karangou/lists">{t('audience.allLists')}</a>}
        title={list.name}
        lead={t('audience.listCount', { count: list.films })}
        actions={<Acts list={list} origin={origin} result={actionData ?? null} />}
      />
      {list.items.length === 0 && (
        <EmptyState
          title={t('audience.listEmpty')}
          action={
            <LinkButton kind="primary" href="/karangou/films">
              {t('audience.exploreFilms')}
            </LinkButton>
          }
        >
          {t('audience.listEmptyText')}
        </EmptyState>
      )}
      <ol className="list-rows">
        {list.items.map((film, place) => (
          <Row key={film.id} film={film} place={place} count={list.items.length} />
        ))}
      </ol>
    </Page>
  )
}

function Acts({ list, origin, result }: { list: Data['list']; origin: string; result: Props['actionData'] | null }) {
  const { t } = useText()
  return (
    <>
      <DialogButton dialog="share" icon={<Icon of={Link2} />}>
        {t(list.shared ? 'audience.shared' : 'audience.share')}
      </DialogButton>
      <DialogButton dialog="rename" kind="quiet" icon={<Icon of={Pencil} />}>
        {t('audience.rename')}
      </DialogButton>
      <DialogButton dialog="remove" kind="quiet" icon={<Icon of={Trash2} />}>
        {t('audience.removeList')}
      </DialogButton>
      <ShareDialog list={list} origin={origin} />
      <Dialog id="rename" title={t('audience.rename')}>
        <Form result={result} submit={t('audience.rename')}>
          <Hidden values={{ intent: 'rename' }} />
          <Field name="name" label={t('audience.listName')} defaultValue={list.name} required maxLength={80} />
        </Form>
      </Dialog>
      <Dialog id="remove" title={t('audience.removeList')}>
        <p>{t('audience.removeListSure', { name: list.name })}</p>
        <Form>
          <Hidden values={{ intent: 'remove' }} />
          <Button type="submit" kind="danger">
            {t('audience.removeList')}
          </Button>
        </Form>
      </Dialog>
    </>
  )
}

/** Opens the list to whoever has its link, or closes it again. */
function ShareDialog({ list, origin }: { list: Data['list']; origin: string }) {
  const { t } = useText()
  return (
    <Dialog id="share" title={t('audience.share')}>
      <p>{t(list.shared ? 'audience.unshareText' : 'audience.shareText')}</p>
      {list.link && <code className="share-link">{origin + list.link}</code>}
      <Form>
        <Hidden values={{ intent: 'share', shared: String(!list.shared) }} />
        <Button type="submit" kind={list.shared ? 'secondary' : 'primary'}>
          {t(list.shared ? 'audience.unshare' : 'audience.share')}
        </Button>
      </Form>
    </Dialog>
  )
}

function Row({ film, place, count }: { film: Data['list']['items'][number]; place: number; count: number }) {
  const { t, number } = useText()
  const { slug, title } = film
  const move = (to: number, label: string, icon: typeof ChevronUp) => (
    <Form>
      <Hidden values={{ intent: 'move', slug, to: String(to) }} />
      <IconButton type="submit" size="small" label={t(label, { title })} icon={<Icon of={icon} />} disabled={to < 0 || to >= count} />
    </Form>
  )
  return (
    <li>
      <span className="tabular">{number(place + 1)}</span>
      <a href={filmHref(slug)} tabIndex={-1} aria-hidden="true">
        <Poster title={title} picture={film.poster} sizes="4rem" decorative />
      </a>
      <span>
        <a href={filmHref(slug)}>
          <strong>{title}</strong>
        </a>
        <small>{[film.directors.slice(0, 2).join(', '), film.year].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="row-acts">
        {move(place - 1, 'audience.moveUp', ChevronUp)}
        {move(place + 1, 'audience.moveDown', ChevronDown)}
        <Form>
          <Hidden values={{ intent: 'take', slug }} />
          <IconButton type="submit" size="small" label={t('audience.removeNamed', { title })} icon={<Icon of={X} />} />
        </Form>
      </span>
    </li>
  )
}
