/** A voice and the audience growing around it. */
export function GrowthRings() {
  return (
    <svg viewBox="0 0 320 320" aria-hidden="true">
      <g fill="none" stroke="currentColor">
        {[34, 58, 84, 112, 142].map((radius, ring) => (
          <circle key={radius} cx="160" cy="160" r={radius} strokeWidth={1.5 + ring * 1.1} strokeDasharray={`${3 + ring * 7} ${5 + ring}`} />
        ))}
      </g>
      <path d="M160 142l18 18-18 18-18-18z" fill="currentColor" />
    </svg>
  )
}

/** The screens of a control room: one on air, the others waiting. */
export function Desk() {
  const levels = [9, 13, 17, 15, 19, 12, 16, 10, 14, 18, 11, 7]
  return (
    <svg viewBox="0 0 320 280" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.5" opacity=".75">
        <path d="M8 8h196v118H8zM216 8h96v54h-96zM216 72h96v54h-96z" />
        <path d="M8 140h70v42H8zM86 140h70v42H86zM164 140h70v42h-70zM242 140h70v42h-70z" />
      </g>
      <path className="tally" d="M4 4h204v126H4zM9 9v116h194V9z" fillRule="evenodd" />
      <path d="M106 46a18 18 0 1 1-.1 0zM72 126c2-26 16-38 34-38s32 12 34 38z" fill="currentColor" opacity=".9" />
      <path className="glow" d="M232 50l14-20 12 12 10-14 20 22zM238 118a12 12 0 0 1 24 0zM270 118a9 9 0 0 1 18 0z" />
      {levels.map((level, place) => (
        <path key={place} className={level > 16 ? 'peak' : 'glow'} d={Array.from({ length: level }, (_, row) => `M${10 + place * 26} ${270 - row * 4}h16v2.4h-16z`).join('')} />
      ))}
    </svg>
  )
}

/** Two lamps, one place to stand. */
export function Beams() {
  return (
    <svg viewBox="0 0 320 300" aria-hidden="true">
      <path className="beam" d="M70 24L118 270h138z" opacity=".28" />
      <path className="beam" d="M250 24L202 270H64z" opacity=".28" />
      <ellipse className="beam" cx="160" cy="268" rx="112" ry="17" />
      <path d="M160 116v138M146 254h28" stroke="currentColor" strokeWidth="4" strokeLinecap="round" fill="none" />
      <path d="M160 92a12 12 0 0 1 12 12v14a12 12 0 0 1-24 0v-14a12 12 0 0 1 12-12z" fill="currentColor" />
      <path className="lamp" d="M52 4h36l-6 26H58zM232 4h36l-6 26h-24z" />
    </svg>
  )
}

/** Light on cloth: the beam of a projector opening on a woven screen. */
export function Screen() {
  return (
    <svg viewBox="0 0 320 280" aria-hidden="true">
      <path className="beam" d="M160 250L14 16h292z" opacity=".16" />
      <path d="M14 16h292v146H14z" fill="var(--second)" />
      <path className="glow" d="M160 26l63 63-63 63-63-63z" />
      <path d="M160 46l43 43-43 43-43-43z" fill="var(--hero)" />
      <path d="M160 66l23 23-23 23-23-23z" fill="currentColor" />
      <path d="M30 32l28 57-28 57M58 32l28 57-28 57M290 32l-28 57 28 57M262 32l-28 57 28 57" fill="none" stroke="currentColor" strokeWidth="6" strokeLinejoin="round" />
      <path d="M128 232h64v36h-64zM140 214a13 13 0 1 1-.1 0zM180 214a13 13 0 1 1-.1 0z" fill="currentColor" />
    </svg>
  )
}
