import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Config } from './config.ts'

let on = false

/** OpenTelemetry traces to OTEL_EXPORTER_OTLP_ENDPOINT; without it nothing is loaded. Answers how to flush and stop. */
export async function startTracing(config: Config): Promise<() => Promise<void>> {
  if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return async () => undefined
  const { NodeSDK } = await import('@opentelemetry/sdk-node')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const sdk = new NodeSDK({ serviceName: 'griot', traceExporter: new OTLPTraceExporter({ url: `${config.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces` }) })
  sdk.start()
  on = true
  return () => sdk.shutdown()
}

/** Runs the work inside a span; costs nothing when tracing is off. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  if (!on) return work()
  return trace.getTracer('griot').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) })
      throw error
    } finally {
      span.end()
    }
  })
}
