import type { LoaderFunctionArgs } from 'react-router'
import { callerOf, pageOf, type PageHandle } from '#platform/page'
import { Grid, Page, PageHead, Section } from '#ui/layout'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { FilmTile } from './tiles.tsx'
import { AwardList } from './film-view.tsx'
import { PublicHead } from './head.tsx'
import { filmPerson } from './structured.ts'
import './cinema.css'

export const handle = { page: 'reading', space: 'karangou' } satisfies PageHandle

export async function loader({ context, params }: LoaderFunctionArgs) {
  return { person: await callerOf<typeof operations>(context, 'cinema').getPerson({ slug: params.slug ?? '' }), origin: pageOf(context).origin }
}

export default function Person({ loaderData: { person, origin } }: { loaderData: Awaited<ReturnType<typeof loader>> }) {
  const { t } = useText()
  const films = new Set(person.roles.flatMap((role) => role.films.map((film) => film.id))).size
  const path = `/karangou/people/${person.slug}`
  const about = filmPerson(
    person,
    person.roles.map(({ role }) => t(`cinema.role.${role}`)),
    origin,
  )
  return (
    <Page width="wide">
      <PublicHead origin={origin} path={path} title={person.name} description={t('cinema.personLead', { n: films })} type="profile" about={about} />
      <PageHead title={person.name} tab={null} eyebrow={person.roles.map(({ role }) => t(`cinema.role.${role}`)).join(' · ')} lead={t('cinema.personLead', { n: films })} />
      {person.roles.map(({ role, films: some }) => (
        <Section key={role} title={t(`cinema.role.${role}`)}>
          <Grid min="poster">
            {some.map((film) => (
              <FilmTile key={film.id} film={film} />
            ))}
          </Grid>
        </Section>
      ))}
      {person.awards.length > 0 && (
        <Section title={t('cinema.personAwards')}>
          <AwardList awards={person.awards} />
        </Section>
      )}
    </Page>
  )
}
