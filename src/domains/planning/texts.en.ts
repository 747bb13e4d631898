import type { texts as french } from './texts.fr.ts'

export const texts: Record<keyof typeof french, string> = {
  // Refusals
  notAMember: 'This person is not part of the workspace.',
  noSubject: 'There is no such subject in this workspace. Choose an artist or a contact of your lists.',
  hourNeedsDay: 'An hour needs a day: add the date.',
  noTitle: 'What is there to do? Write a few words besides the date.',
  changedMeanwhile: 'Somebody changed this meanwhile. Reload the page to see what changed; what you wrote is still here.',
  noSeries: 'This task does not repeat.',
  untilBeforeStart: 'The series would end before its first day.',
  neverComes: 'With this rule no day comes before the end. Choose a later end.',
  monthMade: 'The tasks of this month exist already.',
  monthNotMade: 'The tasks of this month have not been made.',

  // What people are told
  'notice.assigned.title': 'A task for you: {title}',
  'notice.assigned.body': '{name} gave you this task.',
  'notice.assigned.action': 'See the task',
  'notice.reminder.title': 'Reminder: {title}',
  'notice.reminder.body': 'You asked to be told today.',
  'notice.reminder.action': 'See the task',
  'notice.morning.title': 'Your day: {today, plural, =0 {nothing planned today} one {one task today} other {# tasks today}}{overdue, plural, =0 {} one {, one late} other {, # late}}',
  'notice.morning.body': 'Have a good day. You can stop this message on the page of your day.',
  'notice.morning.action': 'Open my day',
}
