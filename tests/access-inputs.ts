import { checkup } from './access/checkup.ts'
import { crm } from './access/crm.ts'
import { films } from './access/films.ts'
import { fit } from './access/fit.ts'
import { funding } from './access/funding.ts'
import { identity } from './access/identity.ts'
import { imports } from './access/imports.ts'
import { ledger } from './access/ledger.ts'
import { messaging } from './access/messaging.ts'
import { outreach } from './access/outreach.ts'
import { payments } from './access/payments.ts'
import { people } from './access/people.ts'
import { pipeline } from './access/pipeline.ts'
import { planning } from './access/planning.ts'
import { prescriptions } from './access/prescriptions.ts'
import { trust } from './access/trust.ts'
import type { Entries } from './access/world.ts'

/** For every operation: how to build what a call needs, and who may make it. The access test fails when one is missing. */
export const entries: Entries = {
  ...checkup,
  ...identity,
  ...imports,
  ...crm,
  ...films,
  ...fit,
  ...funding,
  ...ledger,
  ...messaging,
  ...outreach,
  ...payments,
  ...people,
  ...pipeline,
  ...prescriptions,
  ...planning,
  ...trust,
}
