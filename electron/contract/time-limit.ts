/** How often the time that has passed is counted, in ms. */
const beat = 1000

/**
 * Ends what takes too long, counting only the time in which this process was awake: clocks of systems go on while a computer
 * sleeps, and would end healthy work at the moment it wakes. It is counted in beats, of which a sleep, however long, is one.
 * @param ms rounded up to whole beats
 * @returns a function that calls it off
 */
export function limitTime(ms: number, end: () => void): () => void {
  let left = Math.ceil(ms / beat)
  const timer = setInterval(() => {
    left -= 1
    if (left > 0) return
    clearInterval(timer)
    end()
  }, beat)
  return () => {
    clearInterval(timer)
  }
}
