/**
 * One end of a two-way line between processes, whatever carries it (MessagePort, utility process, forked child).
 * Messages are structured clones or plain JSON.
 */
export type Link = {
  post: (message: unknown) => void
  onMessage: (listener: (message: unknown) => void) => void
  /** Called once when the other end is gone. */
  onClose: (listener: () => void) => void
}
