import type { Page } from 'playwright-core'

type Node = {
  ignored: boolean
  role?: { value: string }
  name?: { value: string }
  properties?: { name: string; value: { value: unknown } }[]
}

/** Roles that a person operates: without a name nobody who hears the screen knows what they are for. */
const operated = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'checkbox',
  'radio',
  'switch',
  'slider',
  'spinbutton',
  'tab',
  'menuitem',
  'menuitemradio',
  'option',
  'listbox',
  'dialog',
  'progressbar',
])

/** The screen as a screen reader has it: what has no name though it is operated, and what is announced by itself. */
export async function heardOn(page: Page): Promise<{ nameless: string[]; live: string[] }> {
  const line = await page.context().newCDPSession(page)
  const { nodes } = (await line.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] }
  await line.detach()
  const heard = nodes.filter(({ ignored }) => !ignored)
  return {
    nameless: heard.flatMap(({ role, name }) =>
      operated.has(role?.value ?? '') && (name?.value ?? '').trim() === '' ? [role?.value ?? ''] : [],
    ),
    live: heard.flatMap(({ role, properties = [] }) =>
      properties.some((property) => property.name === 'live' && property.value.value !== 'off')
        ? [role?.value ?? '']
        : [],
    ),
  }
}
