/** An effect outside of a component, for tests; the returned function ends it. */
export function effectRoot(run: () => void): () => void {
  return $effect.root(() => {
    $effect(() => run());
  });
}
