/** The kinds of notices that speak this room's words. Messaging announces them, from the room's events. */
export const notices = {
  memberJoined: { topic: 'work', channels: [] },
  roleChanged: { topic: 'work', channels: [] },
  staffGranted: { topic: 'account', channels: ['mail'], essential: true },
} as const
