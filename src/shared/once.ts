/** A function that asks once and keeps the answer; after a failure it asks again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    if (answer) return answer;
    const asked = ask();
    answer = asked;
    asked.catch(() => (answer = undefined));
    return asked;
  };
}
