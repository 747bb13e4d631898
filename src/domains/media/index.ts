/**
 * The room of titles: a workspace's videos and all that is made of them. It knows nothing of films.
 * Events: `title.ready` { version, durationMs }, `title.failed` { code, params }, `title.removed`, `title.changed` (subtitles or poster); subject = the title's id.
 */
export { addPicture } from './actions/add-picture.ts'
export { findClips, makeClip } from './clips/clips.ts'
export { createTitle } from './actions/create-title.ts'
export { seedTitle } from './seed.ts'
export { pictureData } from './pictures/addresses.ts'
export { findTitle, keyOf, languagesOf, playableOf, posterOf } from './queries.ts'
export { segmentKey } from './rules.ts'
export type { Rendition } from './types.ts'
