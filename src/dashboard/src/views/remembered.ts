/** What this browser remembers under a name; empty where it remembers nothing. */
export function remembered(name: string): string {
  return storage()?.getItem(name) ?? '';
}

export function remember(name: string, text: string): void {
  storage()?.setItem(name, text);
}

/** A browser that is told to keep nothing throws at the first touch: then a choice lasts as long as the page. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
