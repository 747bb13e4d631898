import { RefreshCw } from 'lucide-react'
import type { Submitted } from '#platform/page'
import { Button } from '#ui/button'
import { Icon } from '#ui/icon'
import { RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'
import type { FiguresData } from '../parts/figures.tsx'

/** The networks that answer programs, with what came of the last call. */
export function Sources({ figures, result, back }: { figures: FiguresData; result?: Submitted | null; back?: 'sheet' }) {
  const { t, dateTime } = useText()
  const { fetches } = figures
  const stateOf = (one: FiguresData['fetches'][number]): string => {
    if (one.closed) return t('checkup.fetchClosed')
    if (one.state === 'refused') return t(one.problem ?? 'checkup.networkUnavailable', { network: t(`crm.network.${one.network}`), seconds: 60 })
    return t(one.state === 'waiting' ? 'checkup.fetchWaiting' : one.state === 'done' ? 'checkup.fetchDone' : 'checkup.fetchNever')
  }
  return (
    <>
      {result && !result.ok && <RefusalNote refusal={result.refusal} />}
      <ul className="grid gap-2">
        {fetches.map((one) => (
          <li key={`${one.network} ${one.identifier}`}>
            <strong>{t(`crm.network.${one.network}`)}</strong> {stateOf(one)}
            {one.askedAt && <span className="text-soft text-sm"> · {dateTime(one.askedAt)}</span>}{' '}
            {one.sandbox && <span className="text-warn text-sm">{t('checkup.sandbox')}</span>}
          </li>
        ))}
      </ul>
      {fetches.length === 0 && <p className="text-soft">{t('checkup.nothingToFetch')}</p>}
      {figures.mayEdit && fetches.some(({ closed }) => !closed) && (
        <form method="post" className="my-3" action={`/mona/artists/${figures.recordId}/figures`}>
          <input type="hidden" name="intent" value="fetch" />
          {back && <input type="hidden" name="back" value={back} />}
          <Button type="submit" icon={<Icon of={RefreshCw} size="small" />}>
            {t('checkup.fetch')}
          </Button>
        </form>
      )}
    </>
  )
}
