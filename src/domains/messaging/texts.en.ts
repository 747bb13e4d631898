export const texts = {
  open: 'See',
  mailFoot: 'You receive this message because it concerns your Griot account.',
  title: 'Notices',
  lead: 'What the house had to tell you.',
  none: 'Nothing new',
  noneText: 'When one of your films moves forward, when someone answers or invites you, it is written here.',
  unread: 'Unread',
  markRead: 'Mark as read',
  markAllRead: 'Mark all as read',
  bell: '{count, plural, =0 {Notices} one {Notices: # unread} other {Notices: # unread}}',
  later: 'Older',
}
