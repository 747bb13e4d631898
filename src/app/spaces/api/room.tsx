import type { ReactNode } from 'react'
import { data, type LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { Badge } from '#ui/badge'
import { Page, PageHead, Section } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { Code, FieldTable, Method, Type } from './parts.tsx'
import { type Reading, readRoom, roomNames } from './reading.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ context, params }: LoaderFunctionArgs) {
  const { describe, origin } = pageOf(context)
  const room = readRoom(describe(), params.room ?? '', origin)
  if (!room) throw data(null, { status: 404 })
  return { room, names: roomNames(describe()) }
}

/** Every operation of one room, whole. */
export default function ApiRoom({ loaderData: { room, names } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const place = names.indexOf(room.name)
  const [before, after] = [names[place - 1], names[place + 1]]
  return (
    <Page>
      <Breadcrumbs items={[{ href: '/api/docs', label: t('api.title') }, { label: t(`api.room.${room.name}`) }]} />
      <PageHead title={t(`api.room.${room.name}`)} tab={`${t(`api.room.${room.name}`)} · ${t('api.title')}`} lead={t(`api.roomText.${room.name}`)} />
      <nav aria-label={t('api.inRoom')}>
        <ul className="api-index">
          {room.operations.map((one) => (
            <li key={one.id}>
              <a href={`#${one.short}`} lang="en">
                {one.short}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {room.operations.map((one) => (
        <Operation key={one.id} one={one} />
      ))}
      {room.shapes.length > 0 && (
        <Section title={t('api.shapes')} lead={t('api.shapesLead')} id="shapes">
          {room.shapes.map((shape) => (
            <div key={shape.name} id={`shape-${shape.name}`} className="api-shape">
              <h3 lang="en">{shape.name}</h3>
              {shape.description && (
                <p lang="en" className="text-soft">
                  {shape.description}
                </p>
              )}
              <FieldTable caption={shape.name} rows={shape.rows} kind="answer" />
            </div>
          ))}
        </Section>
      )}
      <nav className="pager" aria-label={t('api.rooms')}>
        {before ? (
          <a className="link" href={`/api/docs/${before}`}>
            ← {t(`api.room.${before}`)}
          </a>
        ) : (
          <span />
        )}
        {after && (
          <a className="link" href={`/api/docs/${after}`}>
            {t(`api.room.${after}`)} →
          </a>
        )}
      </nav>
    </Page>
  )
}

function Operation({ one }: { one: Reading }) {
  const { t } = useText()
  return (
    <article className="api-operation" id={one.short} aria-labelledby={`${one.short}-title`}>
      <header>
        <h2 id={`${one.short}-title`} lang="en">
          {one.summary}
        </h2>
        <p className="api-address">
          <Method method={one.method} /> <code lang="en">{one.path}</code>
        </p>
        <p className="cluster">
          {one.kind && <Badge tone="neutral">{t(`api.kind.${one.kind}`)}</Badge>}
          {one.isPaged && <Badge tone="accent">{t('api.paged')}</Badge>}
          {one.isIdempotent && <Badge tone="accent">{t('api.idempotent')}</Badge>}
        </p>
      </header>
      <Terms one={one} />
      {one.input.length > 0 && <FieldTable caption={`${t('api.input')} · ${one.short}`} rows={one.input} kind="input" />}
      {!one.raw && <Answer one={one} />}
      {!one.raw && (
        <Disclosure title={t('api.example')}>
          <Code label={`${t('api.example')} · ${one.short}`} text={one.curl} />
        </Disclosure>
      )}
    </article>
  )
}

/** Who may, with which scope, how often, and how it may be refused. */
function Terms({ one }: { one: Reading }) {
  const { t } = useText()
  const staff = one.who?.orStaff ? ` ${t('api.orStaff', { roles: one.who.orStaff })}` : ''
  return (
    <dl className="api-terms">
      {one.who && (
        <Term name={t('api.who')}>
          {t(`api.whoIs.${one.who.kind}`, { permission: one.who.permission, roles: one.who.roles })}
          {staff}
        </Term>
      )}
      {one.scope && (
        <Term name={t('api.scope')}>
          <code>{one.scope}</code>
        </Term>
      )}
      {one.kind && (
        <Term name={t('api.graphql')}>
          <code>
            {one.kind === 'query' ? 'Query' : 'Mutation'}.{one.short}
          </code>
        </Term>
      )}
      {one.kind && <Term name={t('api.perMinute')}>{one.perMinute}</Term>}
      {one.raw?.url && (
        <Term name={t('api.protocol')}>
          <a className="link" href={one.raw.url} lang="en">
            {one.raw.protocol}
          </a>
        </Term>
      )}
      {one.refusals.length > 0 && (
        <Term name={t('api.refusals')}>
          {one.refusals.map((status) => (
            <abbr key={status} title={t(`api.status.${status}`)}>
              {status}
            </abbr>
          ))}
        </Term>
      )}
    </dl>
  )
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Answer({ one }: { one: Reading }) {
  const { t } = useText()
  const { answer, status } = one
  if (!answer)
    return (
      <p className="api-answer">
        {t('api.answer')} <code>{status}</code>: {t('api.noAnswer')}
      </p>
    )
  return (
    <>
      {(answer.type.shape || answer.rows.length === 0) && (
        <p className="api-answer">
          {t('api.answer')} <code>{status}</code>
          {answer.type.shape ? (
            <>
              : <Type type={answer.type} />
            </>
          ) : (
            <>
              : <code>{'{}'}</code>
            </>
          )}
        </p>
      )}
      {answer.rows.length > 0 && <FieldTable caption={`${t('api.answer')} ${status} · ${one.short}`} rows={answer.rows} kind="answer" />}
    </>
  )
}
