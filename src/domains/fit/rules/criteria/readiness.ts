import type { CheckupFact } from '../../types.ts'
import type { Judge } from '../criteria.ts'

const area =
  (fact: CheckupFact): Judge =>
  ({ checkup }) => {
    const score = checkup[fact]
    return score === null ? null : { score, because: { code: 'area', params: { score } } }
  }

/** Monetisation readiness: areas of the last finished check-up. */
export const readiness = { monetisation: area('monetisation'), catalogue: area('catalogue'), rights: area('rights'), pressKit: area('pressKit') } as const satisfies Record<
  string,
  Judge
>
