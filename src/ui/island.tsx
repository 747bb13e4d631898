import { createElement, type ReactNode } from 'react'

interface IslandProps {
  /** `player` → the element `<griot-player>`, defined in some `islands/player.ts`. */
  name: string
  /** Its script is fetched when the element nears the screen, when the browser rests, or at once. */
  when?: 'visible' | 'idle' | 'now'
  /** What is there without script. */
  children?: ReactNode
  [attribute: string]: ReactNode
}

/** A place of a reading page where a small script lives. */
export function Island({ name, when = 'visible', children, ...attributes }: IslandProps) {
  return createElement(`griot-${name}`, { 'data-island': name, 'data-when': when === 'visible' ? undefined : when, suppressHydrationWarning: true, ...attributes }, children)
}
