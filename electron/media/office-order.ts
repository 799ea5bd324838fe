import { SaxesParser, type SaxesTagPlain } from 'saxes'

/** A part that a document lists: its own name (of a sheet), and its path in the archive. */
export type Listed = { name: string; path: string }

/**
 * The parts that an Office Open XML document lists, in its order (ECMA-376 part 2, relationships): the slides (`sldId`)
 * of `presentation.xml`, the sheets (`sheet`) of `workbook.xml`. `folder` is that of the document's main part.
 * Throws when either is no XML.
 */
export function listedParts(order: {
  main: string
  relations: string
  element: string
  folder: string
}): Listed[] {
  const targets = new Map<string, string>()
  eachTag(order.relations, ({ name, attributes }) => {
    const { Id, Target } = attributes
    if (local(name) === 'Relationship' && Id && Target) targets.set(Id, resolvePart(order.folder, Target))
  })
  const parts: Listed[] = []
  eachTag(order.main, ({ name, attributes }) => {
    if (local(name) !== order.element) return
    // Its prefix is any; an attribute `id` without one is something else.
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
    const path = id === undefined ? undefined : targets.get(id)
    if (path !== undefined) parts.push({ name: attributes.name ?? '', path })
  })
  return parts
}

function eachTag(xml: string, tell: (tag: SaxesTagPlain) => void): void {
  const parser = new SaxesParser()
  parser.on('opentag', tell)
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
}

/** A target is named from the folder of the part that names it, or from the root. */
function resolvePart(folder: string, target: string): string {
  return new URL(target, `part:/${folder}/`).pathname.slice(1)
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
