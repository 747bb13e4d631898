/**
 * The room of titles: a workspace's videos and all that is made of them. It knows nothing of films.
 * Events: `title.ready` { version, durationMs }, `title.failed` { code, params }, `title.removed`, `title.changed` (subtitles or poster); subject = the title's id.
 */
export { addPicture } from './actions/add-picture.ts'
export { addPoster } from './actions/add-poster.ts'
export { addSubtitle } from './actions/add-subtitle.ts'
export { createTitle } from './actions/create-title.ts'
export { removeTitle } from './actions/remove-title.ts'
export { type SeedSubtitle, seedTitle } from './seed.ts'
export { findTitle, type FoundTitle, keyOf, languagesOf, type PictureData, picturesOf, type Playable, playableOf, posterOf } from './queries.ts'
export { segmentKey } from './rules.ts'
export type { PictureFacts, Rendition, Segments, Subtitle, TitleState } from './types.ts'
