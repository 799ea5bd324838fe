/** An address of an image, a pattern or a style in an SVG that is neither a part of the file nor a photo in it. */
const outsideAddress = /(\bhref\s*=\s*)(["'])(?!\s*(?:#|data:image\/(?:png|jpe?g|gif|webp)[;,]))/gi

/** An entity of the document's own that may hide markup; Illustrator's hold nothing but names of namespaces. */
const markupEntity = /<!ENTITY[^>]*?(["'])(?:(?!\1)[^])*?[<&]/i

/**
 * An SVG without a way out of itself: what it names outside is taken away, since the library would read files of this
 * computer into the picture. Scripts are never run. Throws for one that is packed or hides what it is made of.
 */
export function closedSvg(bytes: Uint8Array): Uint8Array {
  // Only UTF-8 is read by the library; anything else would pass the search below unseen.
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (markupEntity.test(text)) throw new Error('an entity that hides markup')
  return Buffer.from(text.replace(outsideAddress, '$1$2#'))
}
