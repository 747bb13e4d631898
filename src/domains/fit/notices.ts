/** Nobody is told by a notice: a score is read where it stands. */
export const notices = {}
