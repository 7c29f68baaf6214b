import type { Tag } from '@aws-sdk/client-iam';

export function toTagList(tags: Record<string, string> = {}): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function fromTagList(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key!, Value!]));
}

/** The calls that turn one set of tags into another. */
export function tagChanges(before: Record<string, string> = {}, after: Record<string, string> = {}) {
  return {
    removed: Object.keys(before).filter((key) => !(key in after)),
    added: toTagList(Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value))),
  };
}
