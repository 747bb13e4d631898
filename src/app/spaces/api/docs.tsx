import { Braces, KeyRound, Webhook } from 'lucide-react'
import type { LoaderFunctionArgs } from 'react-router'
import { pageOf, type PageHandle } from '#platform/page'
import { LinkCard } from '#ui/card'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { Grid, Page, PageHead, Section } from '#ui/layout'
import { useText } from '#ui/text'
import { Code, Method } from './parts.tsx'
import { contents } from './reading.ts'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

export function loader({ context }: LoaderFunctionArgs) {
  const { describe, origin } = pageOf(context)
  const document = describe()
  return { rooms: contents(document), version: document.info.version, origin }
}

/** All that the API can do on one page: how to begin, then every operation in one line. */
export default function ApiDocs({ loaderData: { rooms, version, origin } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const count = rooms.reduce((sum, room) => sum + room.operations.length, 0)
  return (
    <Page>
      <PageHead
        eyebrow={t('api.version', { version })}
        title={t('api.title')}
        lead={t('api.lead', { count })}
        actions={
          <LinkButton kind="secondary" href="/api/openapi.json">
            {t('api.document')}
          </LinkButton>
        }
      />
      <Begin origin={origin} />
      <Section title={t('api.rooms')} lead={t('api.roomsLead')} id="rooms">
        <nav aria-label={t('api.rooms')}>
          <ul className="api-index">
            {rooms.map((room) => (
              <li key={room.name}>
                <a href={`#${room.name}`}>
                  {t(`api.room.${room.name}`)} <span className="count">{room.operations.length}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </Section>
      {rooms.map((room) => (
        <Section
          key={room.name}
          id={room.name}
          title={
            <a className="api-quiet" href={`/api/docs/${room.name}`}>
              {t(`api.room.${room.name}`)}
            </a>
          }
          lead={t(`api.roomText.${room.name}`)}
        >
          <ul className="api-lines">
            {room.operations.map((one) => (
              <li key={one.id}>
                <a href={`/api/docs/${room.name}#${one.short}`}>
                  <Method method={one.method} />
                  <span lang="en" className="api-summary">
                    {one.summary}
                  </span>
                  <code lang="en">{one.path}</code>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
}

function Begin({ origin }: { origin: string }) {
  const { t } = useText()
  return (
    <>
      <Section title={t('api.begin')} id="begin">
        <div className="api-begin">
          <div className="prose">
            <p>{t('api.beginText')}</p>
            <p>{t('api.beginKey')}</p>
          </div>
          <Code label={`${t('api.example')} · REST`} text={`curl '${origin}/api/v1/films?limit=3' \\\n  -H 'Accept-Language: fr'`} />
        </div>
        <Grid>
          <LinkCard href="/account/security" icon={<Icon of={KeyRound} />} title={t('api.keys')} detail={t('api.keysText')} />
          <LinkCard href="#graphql" icon={<Icon of={Braces} />} title={t('api.graphql')} detail={t('api.graphqlText')} />
          <LinkCard href="/api/docs/webhooks" icon={<Icon of={Webhook} />} title={t('api.webhooks')} detail={t('api.webhooksText')} />
        </Grid>
      </Section>
      <Section title={t('api.rules')} id="rules">
        <dl className="api-rules">
          {(['errors', 'paging', 'limits', 'twice', 'words'] as const).map((rule) => (
            <div key={rule}>
              <dt>{t(`api.rule.${rule}`)}</dt>
              <dd>{t(`api.ruleText.${rule}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('api.graphql')} id="graphql" action={<a href="/api/graphql/schema">{t('api.graphqlSchema')}</a>}>
        <div className="api-begin">
          <div className="prose">
            <p>{t('api.graphqlMore')}</p>
            <p>{t('api.graphqlLimits')}</p>
          </div>
          <Code
            label={`${t('api.example')} · GraphQL`}
            text={`curl '${origin}/api/graphql' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"query":"{ listFilms(limit: 3) { items { title slug } next } }"}'`}
          />
        </div>
      </Section>
    </>
  )
}
