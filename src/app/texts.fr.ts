import type { Dictionary } from '#platform/text'
import { texts as identity } from '#domains/identity/texts.fr.ts'
import { texts as media } from '#domains/media/texts.fr.ts'
import { texts as cinema } from '#domains/cinema/texts.fr.ts'
import { texts as messaging } from '#domains/messaging/texts.fr.ts'
import { texts as playback } from '#domains/playback/texts.fr.ts'
import { texts as audience } from '#domains/audience/texts.fr.ts'
import { texts as crowdfunding } from '#domains/crowdfunding/texts.fr.ts'
import { texts as ledger } from '#domains/ledger/texts.fr.ts'
import { texts as payments } from '#domains/payments/texts.fr.ts'
import { texts as webhooks } from '#domains/webhooks/texts.fr.ts'
import { texts as planning } from '#domains/planning/texts.fr.ts'
import { texts as crm } from '#domains/crm/texts.fr.ts'
import { texts as outreach } from '#domains/outreach/texts.fr.ts'
import { texts as checkup } from '#domains/checkup/texts.fr.ts'
import { texts as fit } from '#domains/fit/texts.fr.ts'
import { texts as trust } from '#domains/trust/texts.fr.ts'
import { texts as platform } from '#platform/texts.fr.ts'
import { texts as ui } from '#ui/words/texts.fr.ts'
import { texts as house } from './house/texts.fr.ts'
import { texts as api } from './spaces/api/texts.fr.ts'
import { texts as app } from './spaces/texts.fr.ts'

/** Every sentence of the house in French, by room. */
export const dictionary: Dictionary = {
  audience,
  playback,
  cinema,
  identity,
  media,
  messaging,
  crowdfunding,
  ledger,
  payments,
  webhooks,
  trust,
  planning,
  crm,
  outreach,
  checkup,
  fit,
  platform,
  ui,
  house,
  app,
  api,
}
