import type { Attachment } from 'svelte/attachments'
import type { Place } from '../../electron/domain/section'

/** A piece of evidence that is dragged from the place where its card stands. */
export type DraggedEvidence = { id: string; title: string; from: Place | null }

export type DropTarget = {
  /** Left out where files cannot be dropped. */
  onFiles?: (files: File[]) => void
  /** Left out where pieces of evidence cannot be dropped. */
  onEvidence?: (dragged: DraggedEvidence, point: Point) => void
}

/** Where the pointer is, in CSS px of the window. */
export type Point = { left: number; top: number }

const targets = new WeakMap<Element, () => DropTarget>()
const evidenceType = 'application/x-fivefold-evidence'
let highlighted: Element | null = null

/** Makes an element take drops; while one hovers over it, it carries `data-drop`. */
export function dropTarget(target: () => DropTarget): Attachment {
  return (element) => {
    targets.set(element, target)
    return () => targets.delete(element)
  }
}

/** Puts a piece of evidence onto the drag that begins. */
export function startDrag(event: DragEvent, dragged: DraggedEvidence): void {
  if (!event.dataTransfer) return
  event.dataTransfer.setData(evidenceType, JSON.stringify(dragged))
  event.dataTransfer.effectAllowed = 'move'
}

/**
 * Listens on the whole window: the innermost target under the pointer takes the drop, and a drop anywhere else does
 * nothing, in particular it never makes the window leave its page. Tells when files are first held over the window. Returns
 * a function that ends it.
 */
export function watchDrops(onExpected: () => void): () => void {
  let isOver = false
  const onOver = (event: DragEvent): void => {
    event.preventDefault()
    if (!isOver && event.dataTransfer?.types.includes('Files')) onExpected()
    isOver = true
    const element = targetOf(event)
    highlight(element)
    if (event.dataTransfer) event.dataTransfer.dropEffect = element ? effectOf(event.dataTransfer) : 'none'
  }
  const onLeave = (event: DragEvent): void => {
    // Only when the pointer leaves the window there is nothing that it goes to.
    if (event.relatedTarget) return
    isOver = false
    highlight(null)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    isOver = false
    const element = targetOf(event)
    highlight(null)
    if (element && event.dataTransfer) {
      const point = { left: event.clientX, top: event.clientY }
      drop(event.dataTransfer, targets.get(element)?.(), point)
    }
  }
  const onEnd = (): void => highlight(null)
  window.addEventListener('dragover', onOver)
  window.addEventListener('dragleave', onLeave)
  window.addEventListener('drop', onDrop)
  window.addEventListener('dragend', onEnd)
  return () => {
    window.removeEventListener('dragover', onOver)
    window.removeEventListener('dragleave', onLeave)
    window.removeEventListener('drop', onDrop)
    window.removeEventListener('dragend', onEnd)
  }
}

function drop(transfer: DataTransfer, target: DropTarget | undefined, point: Point): void {
  const evidence = transfer.getData(evidenceType)
  if (evidence !== '') target?.onEvidence?.(JSON.parse(evidence) as DraggedEvidence, point)
  else if (transfer.files.length > 0) target?.onFiles?.([...transfer.files])
}

/** The innermost element around the pointer that takes what is dragged. */
function targetOf({ target, dataTransfer }: DragEvent): Element | null {
  const isEvidence = dataTransfer?.types.includes(evidenceType) ?? false
  const isFiles = dataTransfer?.types.includes('Files') ?? false
  for (let element = target instanceof Element ? target : null; element; element = element.parentElement) {
    const found = targets.get(element)?.()
    if (found && (isEvidence ? found.onEvidence : isFiles && found.onFiles)) return element
  }
  return null
}

function effectOf(transfer: DataTransfer): 'move' | 'copy' {
  return transfer.types.includes(evidenceType) ? 'move' : 'copy'
}

function highlight(element: Element | null): void {
  if (element === highlighted) return
  highlighted?.removeAttribute('data-drop')
  element?.setAttribute('data-drop', '')
  highlighted = element
}
