/** Sentences the player shows: keys of this room's texts, put in the page by the server in the reader's language. */
export const words = [
  'player', 'play', 'pause', 'back10', 'ahead10', 'mute', 'unmute', 'volume', 'seek', 'seekValue', 'captions', 'captionsOff', 'captionSize', 'sizeSmall', 'sizeNormal', 'sizeLarge',
  'settings', 'close', 'quality', 'qualityAuto', 'qualityAutoNow', 'qualitySound', 'perMinute', 'audioTrack', 'speed', 'speedNormal', 'saver', 'saverHint', 'received', 'receivedToday',
  'inset', 'fullscreen', 'fullscreenOff', 'loading', 'waiting', 'soundOnlyTitle', 'soundOnlyText', 'pictureBack', 'takePictureBack', 'offlineTitle', 'offlineText', 'retry',
  'endedTitle', 'endedText', 'watchHere', 'tooManyTitle', 'tooManyText', 'watchingSince', 'thisDevice', 'endAndWatch', 'brokenTitle', 'brokenText', 'againTitle', 'notReadyTitle', 'signInAgain',
  'nextTitle', 'replay', 'nextOpen', 'resume', 'fromStart', 'captionsLabel',
] as const

export type Word = (typeof words)[number]
export type Say = (word: Word, params?: Record<string, string | number>) => string

/** Reads the sentences out of the page. `{name}` is replaced; nothing else is understood here. */
export function speaker(sentences: Readonly<Record<string, string>>): Say {
  return (word, params = {}) => (sentences[word] ?? word).replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
