import type { z } from 'zod'
import { useText } from '#ui/text'
import type { Decision } from '../schema.ts'

/** Everything that was submitted and answered, the latest first. */
export function History({ decisions }: { decisions: readonly z.output<typeof Decision>[] }) {
  const { t, dateTime } = useText()
  if (decisions.length === 0) return <p className="cine-soft">{t('cinema.noHistory')}</p>
  return (
    <ol className="cine-history">
      {decisions.map(({ id, kind, note, points, at }) => (
        <li key={id} data-kind={kind}>
          <strong>{t(`cinema.did.${kind}`)}</strong> <span className="cine-soft">{dateTime(at)}</span>
          {note && <p>{note}</p>}
          {points.length > 0 && (
            <dl>
              {points.map(({ point, comment }) => (
                <div key={point}>
                  <dt>{t(`cinema.point.${point}`)}</dt>
                  <dd>{comment}</dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  )
}
