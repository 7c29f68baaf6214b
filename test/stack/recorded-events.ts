import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEvent } from '@pulumi/pulumi/automation';
import { EventCollector, type EngineResult } from '../../src/stack/events';

/** What the engine (3.274.1) wrote of runs with a provider on the real Terraform bridge (3.120.0). */
export function recorded(name: string): EngineEvent[] {
  const lines = readFileSync(join(__dirname, 'bridge-events', `${name}.jsonl`), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as EngineEvent);
}

export function collected(kind: 'planned' | 'applied' | 'drift', name: string): EngineResult {
  const collector = new EventCollector(kind);
  for (const event of recorded(name)) collector.add(event);
  return collector.result();
}
