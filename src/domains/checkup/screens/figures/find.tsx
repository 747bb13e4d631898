import type { Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { CheckField, Form, Hidden } from '#ui/form'
import { Cluster } from '#ui/layout'
import { Notice, RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import { searchable } from '../../schema/figures.ts'
import type { FiguresData } from '../parts/figures.tsx'
import type { FiguresPageData } from './figures.tsx'

type Sought = NonNullable<FiguresPageData['sought']>

/** Looks for the artist on a network; a person says who is right, then which links to keep. */
export function Finding({ figures, sought, result }: { figures: FiguresData; sought: Sought | null; result: Submitted | null }) {
  const { t } = useText()
  return (
    <div id="find">
      <Cluster>
        {searchable.map((network) => (
          <LinkButton key={network} size="small" href={`/mona/artists/${figures.recordId}/figures?find=${network}#find`}>
            {t('checkup.find', { network: t(`crm.network.${network}`) })}
          </LinkButton>
        ))}
      </Cluster>
      {sought?.refused && <RefusalNote refusal={sought.refused} />}
      {sought?.sandbox && <Notice kind="warn">{t('checkup.sandbox')}</Notice>}
      {sought?.candidates && <Candidates recordId={figures.recordId} sought={sought} />}
      {sought?.links && <Links sought={sought} name={figures.name} result={result} />}
    </div>
  )
}

function Candidates({ recordId, sought }: { recordId: string; sought: Sought }) {
  const { t, number } = useText()
  const { network, candidates } = sought
  if (candidates?.length === 0) return <p>{t('checkup.findNobody', { network: t(`crm.network.${network}`) })}</p>
  return (
    <>
      <p>{t('checkup.findLead')}</p>
      <ul className="grid gap-3">
        {candidates?.map((one) => (
          <li key={one.identifier} className="checkup-line">
            <span>
              <a href={one.url} target="_blank" rel="noreferrer">
                {one.name}
              </a>{' '}
              <span className="text-soft text-sm">
                {one.detail}
                {one.followers !== null && ` · ${number(one.followers)}`}
              </span>
            </span>
            <form method="get" action={`/mona/artists/${recordId}/figures#find`}>
              <input type="hidden" name="find" value={network} />
              <input type="hidden" name="identifier" value={one.identifier} />
              <input type="hidden" name="name" value={one.name} />
              <Button type="submit" size="small">
                {t('checkup.choose')}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}

function Links({ sought: { links, name: found }, name, result }: { sought: Sought; name: string; result: Submitted | null }) {
  const { t } = useText()
  return (
    <Form result={result} submit={t('checkup.confirm')}>
      <Hidden values={{ intent: 'links' }} />
      <p>{t('checkup.confirmLead', { name: found || name })}</p>
      {links?.map(({ network, url }, place) => (
        <CheckField key={url} id={`url-${place}`} name="urls" value={url} defaultChecked label={`${t(`crm.network.${network}`)} : ${url}`} />
      ))}
    </Form>
  )
}
