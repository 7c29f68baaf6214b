/** `1 action`, `2 actions`, `1,234 actions`. */
export function counted(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** `1,234`. Not by Intl, which takes as long to load as all else that tells of an invalid input. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
