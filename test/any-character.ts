import * as fc from 'fast-check';

/** Any character of Unicode, and nothing else. The `binary` of fast-check is the same, and takes seconds to be made. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800));
