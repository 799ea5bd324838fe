import type { Page } from 'playwright-core'

/** Pastes as another program's clipboard holds it. */
export async function paste(
  page: Page,
  target: string,
  items: { text?: string; html?: string; png?: boolean },
): Promise<void> {
  await page.evaluate(
    async ([selector, given]) => {
      const clipboardData = new DataTransfer()
      if (given.text !== undefined) clipboardData.setData('text/plain', given.text)
      if (given.html !== undefined) clipboardData.setData('text/html', given.html)
      if (given.png) {
        const canvas = new OffscreenCanvas(60, 40)
        canvas.getContext('2d')?.fillRect(5, 5, 30, 20)
        const blob = await canvas.convertToBlob({ type: 'image/png' })
        clipboardData.items.add(new File([blob], 'image.png', { type: 'image/png' }))
      }
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.querySelector(selector)?.dispatchEvent(event)
    },
    [target, items] as const,
  )
}
