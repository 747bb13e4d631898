/** What the agency sells (product features MO-08), by its price in euros. */
export const offers = ['290', '390', '490'] as const
export type Offer = (typeof offers)[number]

export const owners = ['artist', 'coach', 'agency'] as const
export type Owner = (typeof owners)[number]

export interface OfferLimits {
  /** Lines at most. 290 Quick Win: a campaign in at most 3 steps. */
  steps: number
  weeks: number
  /** Hours a week that the coach and the rest of the agency give. */
  coach: number
  agency: number
}

/** The bounds of each offer: the 3 steps of Quick Win are the product's, all else is the house's measure and may be changed here. */
export const limitsOf: Readonly<Record<Offer, OfferLimits>> = {
  '290': { steps: 3, weeks: 4, coach: 2, agency: 2 },
  '390': { steps: 8, weeks: 12, coach: 2, agency: 2 },
  '490': { steps: 16, weeks: 26, coach: 3, agency: 3 },
}

/** What an artist can give when nobody asked them. */
export const usualHours = 4
/** Hours a week that one owner has under an offer; the artist says their own. */
export const hoursFor = (owner: Owner, offer: Offer, artistHours: number): number => (owner === 'artist' ? artistHours : limitsOf[offer][owner])
