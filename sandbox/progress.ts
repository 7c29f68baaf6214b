import { clearScreenDown, moveCursor } from 'node:readline';

/** Tells how far a piece of work is: what is being done, how much of it is done, and of how much where that is known. */
export type Tell = (step: string, done?: number, of?: number) => void;

/** Where the lines go: standard error, because standard output belongs to what the command has to say. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** Characters. */
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW_MS = 200;
/** In a log nothing can be rewritten, so there is a new line from time to time. */
const LOG_MS = 30_000;

interface Running {
  readonly title: string;
  readonly start: number;
  state: string;
}

/** The lines of all that is being made at the same time: one each, which moves. */
export class Progress {
  private readonly running = new Set<Running>();
  private timer?: NodeJS.Timeout;
  private linesDrawn = 0;

  constructor(private readonly terminal: Terminal = process.stderr) {}

  /** Shows a line for the work from its start to its end, which the line tells too. */
  async of<T>(title: string, work: (tell: Tell) => Promise<T>): Promise<T> {
    const line: Running = { title, start: performance.now(), state: 'starts' };
    this.begin(line);
    try {
      const result = await work((step, done, of) => (line.state = describe(step, done, of)));
      this.end(line, '✓', 'ready');
      return result;
    } catch (error) {
      this.end(line, '✗', 'failed');
      throw error;
    }
  }

  private begin(line: Running): void {
    this.running.add(line);
    if (!this.terminal.isTTY) this.terminal.write(`${line.title}: starts\n`);
    this.timer ??= setInterval(() => this.tick(), this.terminal.isTTY ? REDRAW_MS : LOG_MS);
    // What is being made keeps the process alive, not that somebody watches.
    this.timer.unref();
  }

  private end(line: Running, mark: string, outcome: string): void {
    this.running.delete(line);
    this.erase();
    this.terminal.write(`${mark} ${line.title}: ${outcome} after ${duration(line)}\n`);
    if (this.terminal.isTTY) this.draw();
    if (this.running.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    this.erase();
    this.draw();
  }

  private erase(): void {
    if (this.linesDrawn === 0) return;
    moveCursor(this.terminal as NodeJS.WritableStream, 0, -this.linesDrawn);
    clearScreenDown(this.terminal as NodeJS.WritableStream);
    this.linesDrawn = 0;
  }

  private draw(): void {
    const width = this.terminal.isTTY ? (this.terminal.columns ?? 80) - 1 : undefined;
    for (const line of this.running) {
      this.terminal.write(`${`  ${line.title}: ${line.state} (${duration(line)})`.slice(0, width)}\n`);
    }
    if (this.terminal.isTTY) this.linesDrawn = this.running.size;
  }
}

function describe(step: string, done?: number, of?: number): string {
  if (done === undefined) return step;
  return of === undefined ? `${step}, ${done} so far` : `${step}, ${done} of ${of}`;
}

function duration({ start }: Running): string {
  const seconds = Math.round((performance.now() - start) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
