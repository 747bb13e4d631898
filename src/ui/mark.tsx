/** The Griot mark: kora strings whose lengths draw a woven lozenge, with the voice at its heart. */
export function Mark({ size = 28, label }: { size?: number; label?: string }) {
  return (
    <svg className="mark" viewBox="0 0 32 32" width={size} height={size} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}>
      <path
        d="M4 13.8v4.4M8 10.3v11.4M12 6.9v5.2m0 7.8v5.2M16 3.2v5.4m0 14.8v5.4M20 6.9v5.2m0 7.8v5.2M24 10.3v11.4M28 13.8v4.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.3"
        strokeLinecap="round"
      />
      <path className="mark-voice" d="M16 12l4 4-4 4-4-4z" />
    </svg>
  )
}
