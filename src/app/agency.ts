import { addresses as planningAddresses, mount as mountPlanning } from '#domains/planning/http.ts'
import { jobs as planningJobs, timed as planningTimed } from '#domains/planning/jobs.ts'
import { notices as planningNotices } from '#domains/planning/notices.ts'
import { operations as planning } from '#domains/planning/operations.ts'
import { personal as planningPersonal, retentions as planningRetentions } from '#domains/planning/personal.ts'
import { reactions as planningReactions } from '#domains/planning/reactions.ts'
import { seed as planningSeed } from '#domains/planning/seed.ts'
import { topics as planningTopics } from '#domains/planning/topics.ts'
import { addresses as crmAddresses } from '#domains/crm/addresses.ts'
import { mount as mountCrm } from '#domains/crm/http.ts'
import { jobs as crmJobs, timed as crmTimed } from '#domains/crm/jobs.ts'
import { notices as crmNotices } from '#domains/crm/notices.ts'
import { operations as crm } from '#domains/crm/operations.ts'
import { personal as crmPersonal, retentions as crmRetentions } from '#domains/crm/personal.ts'
import { reactions as crmReactions } from '#domains/crm/reactions.ts'
import { seed as crmSeed } from '#domains/crm/seed.ts'
import { topics as crmTopics } from '#domains/crm/topics.ts'
import { attendMailboxes } from '#domains/outreach/actions/listen.ts'
import { addresses as outreachAddresses, mount as mountOutreach } from '#domains/outreach/http/exports.ts'
import { jobs as outreachJobs, timed as outreachTimed } from '#domains/outreach/jobs.ts'
import { notices as outreachNotices } from '#domains/outreach/notices.ts'
import { operations as outreach } from '#domains/outreach/operations.ts'
import { personal as outreachPersonal, retentions as outreachRetentions } from '#domains/outreach/personal.ts'
import { reactions as outreachReactions } from '#domains/outreach/reactions.ts'
import { refusals } from '#domains/outreach/reading/refusals.ts'
import { seed as outreachSeed } from '#domains/outreach/seed.ts'
import { topics as outreachTopics } from '#domains/outreach/topics.ts'
import { addresses as checkupAddresses } from '#domains/checkup/addresses.ts'
import { mount as mountCheckup } from '#domains/checkup/http.ts'
import { jobs as checkupJobs, timed as checkupTimed } from '#domains/checkup/jobs.ts'
import { notices as checkupNotices } from '#domains/checkup/notices.ts'
import { operations as checkup } from '#domains/checkup/operations.ts'
import { personal as checkupPersonal, retentions as checkupRetentions } from '#domains/checkup/personal.ts'
import { reactions as checkupReactions } from '#domains/checkup/reactions.ts'
import { seed as checkupSeed } from '#domains/checkup/seed.ts'
import { topics as checkupTopics } from '#domains/checkup/topics.ts'
import { addresses as fitAddresses, mount as mountFit } from '#domains/fit/http.ts'
import { jobs as fitJobs, timed as fitTimed } from '#domains/fit/jobs.ts'
import { notices as fitNotices } from '#domains/fit/notices.ts'
import { operations as fit } from '#domains/fit/operations.ts'
import { personal as fitPersonal, retentions as fitRetentions } from '#domains/fit/personal.ts'
import { reactions as fitReactions } from '#domains/fit/reactions.ts'
import { seed as fitSeed } from '#domains/fit/seed.ts'
import { topics as fitTopics } from '#domains/fit/topics.ts'
import { registerRefusals } from '#domains/messaging/refusals.ts'
import { registerSubjects } from '#domains/planning/subjects.ts'
import type { Room } from './room.ts'
import { recordSubjects } from './subjects.ts'

/** The rooms of MONA, in dependency order. */
export const agencyRooms: readonly Room[] = [
  {
    name: 'planning',
    operations: planning,
    notices: planningNotices,
    personal: planningPersonal,
    retentions: planningRetentions,
    reactions: planningReactions,
    jobs: planningJobs,
    timed: planningTimed,
    topics: planningTopics,
    mount: mountPlanning,
    addresses: planningAddresses,
    seed: planningSeed,
    begin: async () => {
      registerSubjects([recordSubjects])
      return async () => {}
    },
  },
  {
    name: 'crm',
    operations: crm,
    notices: crmNotices,
    personal: crmPersonal,
    retentions: crmRetentions,
    reactions: crmReactions,
    jobs: crmJobs,
    timed: crmTimed,
    topics: crmTopics,
    mount: mountCrm,
    addresses: crmAddresses,
    seed: crmSeed,
  },
  {
    name: 'outreach',
    operations: outreach,
    notices: outreachNotices,
    personal: outreachPersonal,
    retentions: outreachRetentions,
    reactions: outreachReactions,
    jobs: outreachJobs,
    timed: outreachTimed,
    topics: outreachTopics,
    mount: mountOutreach,
    addresses: outreachAddresses,
    seed: outreachSeed,
    begin: async () => {
      registerRefusals([refusals])
      return async () => {}
    },
    attend: attendMailboxes,
  },
  {
    name: 'checkup',
    operations: checkup,
    notices: checkupNotices,
    personal: checkupPersonal,
    retentions: checkupRetentions,
    reactions: checkupReactions,
    jobs: checkupJobs,
    timed: checkupTimed,
    topics: checkupTopics,
    mount: mountCheckup,
    addresses: checkupAddresses,
    seed: checkupSeed,
  },
  {
    name: 'fit',
    operations: fit,
    notices: fitNotices,
    personal: fitPersonal,
    retentions: fitRetentions,
    reactions: fitReactions,
    jobs: fitJobs,
    timed: fitTimed,
    topics: fitTopics,
    mount: mountFit,
    addresses: fitAddresses,
    seed: fitSeed,
  },
]
