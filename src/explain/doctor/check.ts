/** What is to be said of one thing. */
export interface Check {
  /** `none` where there is nothing that could be looked at, and need not be. */
  readonly state: 'right' | 'wrong' | 'unknown' | 'none';
  /** A sentence. Plain text. */
  readonly text: string;
  /** A command that mends it when it is typed, or shows why it can't be looked at. */
  readonly fix?: string;
}

export function right(text: string): Check {
  return { state: 'right', text };
}

export function wrong(text: string, fix: string): Check {
  return { state: 'wrong', text, fix };
}

export function unknown(text: string, fix?: string): Check {
  return { state: 'unknown', text, ...(fix !== undefined && { fix }) };
}
