import type { Page } from 'playwright-core'
import type { Ask } from './restless-state'

type Answer = { ok: true; value: unknown } | { ok: false; failure: unknown }

/** Asks the engine over the line that the window itself has. Rejects with the failure as JSON. */
export function askThrough(page: Page): Ask {
  return async (name, input) => {
    const text = await page.evaluate(
      ([request, given]) => {
        const { fivefold } = window as unknown as {
          fivefold: { engine: Record<string, (input: unknown) => Promise<string>> }
        }
        return fivefold.engine[request]?.(given) ?? ''
      },
      [name, input] as const,
    )
    const answer = JSON.parse(text) as Answer
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    return answer.value as never
  }
}
