import type { Link } from '../../electron/contract/link'

/** Two ends of one line; what is posted is cloned as between processes. */
export function line(): { near: Link; far: Link; cut: () => void } {
  const make = () => ({ listeners: [] as ((message: unknown) => void)[], closers: [] as (() => void)[] })
  const [a, b] = [make(), make()]
  const end = (own: typeof a, other: typeof a): Link => ({
    post: (message) => {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => {
        for (const listener of other.listeners) listener(copy)
      })
    },
    onMessage: (listener) => own.listeners.push(listener),
    onClose: (listener) => own.closers.push(listener),
  })
  return {
    near: end(a, b),
    far: end(b, a),
    cut: () => {
      for (const close of [...a.closers, ...b.closers]) close()
    },
  }
}
