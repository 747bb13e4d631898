import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rung } from '../types.ts'
import { firstEstimate, firstRung, needOf, saverCeiling, shouldDropPicture, shouldTakePictureBack, type Weather } from './choose.ts'
import { readBoard } from './board.ts'

const rung = (height: number, averageBps: number): Rung => ({
  name: `${height}p`,
  kind: 'video',
  codecs: 'avc1',
  width: (height * 16) / 9,
  height,
  frameRate: 25,
  averageBps,
  peakBps: averageBps,
  language: null,
  label: null,
  isDefault: false,
  weight: 'low',
  timeline: 0,
})
const pictures = [rung(144, 71_000), rung(240, 163_000), rung(360, 402_000), rung(480, 802_000), rung(720, 1_824_000)]
const rungs: Rung[] = [...pictures, { ...rung(0, 33_000), name: 'a', kind: 'audio', height: null, width: null }]

describe('the first picture', () => {
  it('is the lowest where nothing is known, on slow networks, and under any doubt', () => {
    for (const connection of [
      { downlinkMbps: null, effectiveType: null, saveData: false },
      { downlinkMbps: 0.4, effectiveType: '3g', saveData: false },
      { downlinkMbps: 10, effectiveType: '2g', saveData: false },
    ]) {
      expect(firstRung(pictures, rungs, firstEstimate(connection), Infinity)).toBe(0)
    }
  })
  it('never asks more than half of what the network is believed to carry, nor more than the ceiling', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), fc.integer({ min: 0, max: 4 }), (downlinkMbps, ceiling) => {
        const estimate = firstEstimate({ downlinkMbps, effectiveType: '4g', saveData: false })
        const index = firstRung(pictures, rungs, estimate, ceiling)
        expect(index).toBeLessThanOrEqual(ceiling)
        if (index > 0) expect(needOf(pictures[index]!, rungs)).toBeLessThanOrEqual(estimate / 2)
      }),
    )
  })
  it('is at most 240 lines under data saver', () => {
    expect(saverCeiling(pictures)).toBe(1)
    expect(saverCeiling([rung(720, 1)])).toBe(0)
  })
})

describe('letting the picture go', () => {
  const fair: Weather = { estimate: 130_000, lowest: 104_000, stalls: 0, stalledFor: 0, bufferSeconds: 20, atLowest: true }
  it('never happens while the film plays without stopping, or above the lowest picture', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e7 }), (estimate) => !shouldDropPicture({ ...fair, estimate })))
    expect(shouldDropPicture({ ...fair, atLowest: false, stalls: 5, stalledFor: 30, estimate: 1 })).toBe(false)
  })
  it('happens when the lowest picture keeps stopping', () => {
    expect(shouldDropPicture({ ...fair, estimate: 60_000, stalls: 2 })).toBe(true)
    expect(shouldDropPicture({ ...fair, stalls: 1, stalledFor: 8 })).toBe(true)
    expect(shouldDropPicture({ ...fair, stalls: 1, stalledFor: 1 })).toBe(false)
  })
  it('asks for more patience after each failed return', () => {
    const clear = { ...fair, estimate: 400_000 }
    expect(shouldTakePictureBack(clear, 20, 0)).toBe(true)
    expect(shouldTakePictureBack(clear, 20, 1)).toBe(false)
    expect(shouldTakePictureBack(clear, 40, 1)).toBe(true)
    expect(shouldTakePictureBack({ ...clear, estimate: 130_000 }, 1_000, 0)).toBe(false)
  })
})

it('reads the storyboard', () => {
  const board = readBoard(
    'WEBVTT\n\n00:00:00.000 --> 00:00:05.000\n0.webp#xywh=0,0,160,90\n\n00:00:05.000 --> 00:01:10.500\n0.webp#xywh=160,0,160,90\n',
    'https://x.example/media/b/index.vtt',
  )
  expect(board).toEqual([
    { until: 5, src: 'https://x.example/media/b/0.webp', x: 0, y: 0, width: 160, height: 90 },
    { until: 70.5, src: 'https://x.example/media/b/0.webp', x: 160, y: 0, width: 160, height: 90 },
  ])
})
