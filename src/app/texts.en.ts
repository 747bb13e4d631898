import type { Dictionary } from '#platform/text'
import { texts as identity } from '#domains/identity/texts.en.ts'
import { texts as media } from '#domains/media/texts.en.ts'
import { texts as cinema } from '#domains/cinema/texts.en.ts'
import { texts as messaging } from '#domains/messaging/texts.en.ts'
import { texts as playback } from '#domains/playback/texts.en.ts'
import { texts as audience } from '#domains/audience/texts.en.ts'
import { texts as crowdfunding } from '#domains/crowdfunding/texts.en.ts'
import { texts as ledger } from '#domains/ledger/texts.en.ts'
import { texts as payments } from '#domains/payments/texts.en.ts'
import { texts as webhooks } from '#domains/webhooks/texts.en.ts'
import { texts as planning } from '#domains/planning/texts.en.ts'
import { texts as crm } from '#domains/crm/texts.en.ts'
import { texts as outreach } from '#domains/outreach/texts.en.ts'
import { texts as checkup } from '#domains/checkup/texts.en.ts'
import { texts as fit } from '#domains/fit/texts.en.ts'
import { texts as trust } from '#domains/trust/texts.en.ts'
import { texts as platform } from '#platform/texts.en.ts'
import { texts as ui } from '#ui/words/texts.en.ts'
import { texts as house } from './house/texts.en.ts'
import { texts as api } from './spaces/api/texts.en.ts'
import { texts as app } from './spaces/texts.en.ts'

/** Every sentence of the house in English, by room. */
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
