export const notices = {
  exportReady: { topic: 'account', channels: ['mail'], essential: true },
  erasureAsked: { topic: 'account', channels: ['mail'], essential: true },
  erasureBlocked: { topic: 'account', channels: ['mail'], essential: true },
} as const
