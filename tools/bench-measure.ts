/** A line of the bench. */
export interface Measure {
  readonly name: string;
  readonly figure: number;
  readonly limit: number;
  readonly unit: string;
  /** The times that it is made of. */
  readonly from?: string;
}
