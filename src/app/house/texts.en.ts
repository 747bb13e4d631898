import type { texts as french } from './texts.fr.ts'

export const texts: Record<keyof typeof french, string> = {
  statusTitle: 'Service status',
  statusLead: 'What works right now, measured a moment ago by the platform itself.',
  all_good: 'Everything works',
  all_slow: 'Everything works, but slowly',
  all_down: 'Part of it does not work',
  good: 'Works',
  slow: 'Slow',
  down: 'Not answering',
  web: 'Pages and API',
  database: 'Database',
  jobs: 'Background work',
  files: 'Files',
  video: 'Preparing films',
  downVideo: 'Films that are ready can be watched; new ones wait for a video tool (ffmpeg).',
  downJobs: 'No process takes the work: new messages and films are waiting.',
  jobsWaiting: '{n, plural, =0 {No work waiting} one {# piece of work waiting} other {# pieces of work waiting}}',
  workers: '{n, plural, =0 {no worker} one {# worker} other {# workers}}',
  measured: 'Measured {when}',
  forMachines: 'For machines',
}
