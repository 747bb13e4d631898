import Hls, { type HlsConfig, type Loader, type LoaderCallbacks, type LoaderConfiguration, type LoaderContext } from 'hls.js'
import type { Warm } from './warm.ts'

export { Hls }

/** hls.js as this house wants it: patient on bad networks, small in memory, low at first. */
export function settings(warm: Warm, start: { level: number; estimate: number; positionMs: number }, onBytes: (bytes: number) => void): Partial<HlsConfig> {
  const small = ((navigator as { deviceMemory?: number }).deviceMemory ?? 8) <= 2
  const retry = (max: number) => ({ maxNumRetry: max, retryDelayMs: 1_000, maxRetryDelayMs: 8_000, backoff: 'exponential' as const })
  const patient = { maxTimeToFirstByteMs: 20_000, maxLoadTimeMs: 120_000, timeoutRetry: retry(8), errorRetry: retry(10) }
  return {
    loader: warmLoader(warm, onBytes),
    startLevel: start.level,
    startPosition: start.positionMs / 1000,
    abrEwmaDefaultEstimate: start.estimate,
    testBandwidth: false,
    startFragPrefetch: true,
    capLevelToPlayerSize: true,
    maxBufferLength: 30,
    maxMaxBufferLength: small ? 30 : 60,
    maxBufferSize: (small ? 12 : 40) * 1024 * 1024,
    backBufferLength: small ? 10 : 30,
    enableWorker: false,
    enableWebVTT: false,
    enableIMSC1: false,
    enableCEA708Captions: false,
    subtitlePreference: undefined,
    fragLoadPolicy: { default: patient },
    playlistLoadPolicy: { default: patient },
    manifestLoadPolicy: { default: patient },
    keyLoadPolicy: { default: { ...patient, errorRetry: retry(2) } },
  }
}

type Network = new (config: HlsConfig) => Loader<LoaderContext>

/** A loader that first looks at what is already here, and counts what comes. */
function warmLoader(warm: Warm, onBytes: (bytes: number) => void): Network {
  const Base = Hls.DefaultConfig.loader as unknown as Network
  return class extends Base {
    gone = false

    override load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      const path = new URL(context.url, location.href)
      const near = path.pathname + path.search
      const counted: LoaderCallbacks<LoaderContext> = {
        ...callbacks,
        onSuccess: (response, stats, ...rest) => {
          onBytes(stats.loaded)
          callbacks.onSuccess(response, stats, ...rest)
        },
        ...(callbacks.onAbort ? { onAbort: (stats, ...rest) => { onBytes(stats.loaded); callbacks.onAbort?.(stats, ...rest) } } : {}),
      }
      const text = warm.playlists.get(near)
      const waiting = warm.bytes.get(near)
      if (text !== undefined) this.#hand(context, callbacks, text, { start: performance.now(), first: performance.now(), end: performance.now() }, 0)
      else if (!waiting || context.rangeEnd) super.load(context, config, counted)
      else {
        warm.bytes.delete(near)
        void waiting.then((fetched) => {
          if (this.gone) return
          if (fetched) this.#hand(context, counted, fetched.data, fetched, fetched.data.byteLength)
          else super.load(context, config, counted)
        })
      }
    }

    override abort(): void {
      this.gone = true
      super.abort()
    }

    override destroy(): void {
      this.gone = true
      super.destroy()
    }

    #hand(context: LoaderContext, callbacks: LoaderCallbacks<LoaderContext>, data: string | ArrayBuffer, at: { start: number; first: number; end: number }, bytes: number): void {
      const { stats } = this
      Object.assign(stats.loading, { start: at.start, first: at.first, end: at.end })
      stats.loaded = stats.total = bytes
      queueMicrotask(() => {
        if (!this.gone) callbacks.onSuccess({ url: context.url, data, code: 200 }, stats, context, null)
      })
    }
  }
}
