import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { z } from 'zod'
import type { PlanVersion } from '../../schema/prescription.ts'
import { Changes } from './changes.tsx'

/** Every version that was sent, and what each changed in the one before. */
export function Versions({ versions }: { versions: readonly z.output<typeof PlanVersion>[] }) {
  const { t, dateTime } = useText()
  return versions.map(({ number, sentAt, sentBy, changes, lines, note }) => (
    <Disclosure key={number} title={t('checkup.plan.versionSent', { n: number, date: dateTime(sentAt), by: sentBy ?? t('checkup.plan.somebody') })}>
      {note && <p className="plan-words">{note}</p>}
      {changes.length > 0 ? (
        <Changes changes={changes} />
      ) : (
        <ul>
          {lines.map(({ key, title }) => (
            <li key={key}>{title}</li>
          ))}
        </ul>
      )}
    </Disclosure>
  ))
}
