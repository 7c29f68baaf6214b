import { access, constants, open, stat } from 'node:fs/promises';

/** Whether a file is a program that this machine can load: it may be run, and nothing of it is missing. */
export async function isRunnable(file: string): Promise<boolean> {
  try {
    const { size } = await stat(file);
    await access(file, constants.X_OK);
    return size > 0 && size >= (await loadedSize(file));
  } catch {
    return false;
  }
}

const ELF_64 = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
const HEADER = 64;

/**
 * How many bytes of a program Linux loads; of any other file, nothing is known. A download or a copy that broke off leaves
 * fewer, and then the program is killed as it starts, without a word.
 *
 * https://man7.org/linux/man-pages/man5/elf.5.html
 */
async function loadedSize(file: string): Promise<number> {
  const handle = await open(file);
  try {
    const { buffer: header, bytesRead } = await handle.read(Buffer.alloc(HEADER), 0, HEADER, 0);
    if (bytesRead < ELF_64.length || header.compare(ELF_64, 0, ELF_64.length, 0, ELF_64.length) !== 0) return 0;
    if (bytesRead < HEADER) return Infinity;
    const [start, size, count] = [Number(header.readBigUInt64LE(32)), header.readUInt16LE(54), header.readUInt16LE(56)];
    const { buffer: table, bytesRead: there } = await handle.read(Buffer.alloc(size * count), 0, size * count, start);
    if (there < size * count) return Infinity;
    const ends = Array.from({ length: count }, (_, index) => {
      const segment = index * size;
      return Number(table.readBigUInt64LE(segment + 8) + table.readBigUInt64LE(segment + 32));
    });
    return Math.max(0, ...ends);
  } finally {
    await handle.close();
  }
}
