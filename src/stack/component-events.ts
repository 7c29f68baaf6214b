import type { EngineEvent } from '@pulumi/pulumi/automation';
import type { Change } from './change';
import { EventCollector, type EngineResult } from './events';
import { componentOf } from './parts';

/** What a run of the engine came to, for the stack as a whole and for each of its components. */
export interface StackEvents extends EngineResult {
  /** By the names of those that the engine told something of, those among them that go. */
  readonly components: ReadonlyMap<string, EngineResult>;
}

/** Collects the events of one run of the engine by component. */
export class ComponentEvents {
  private readonly whole: EventCollector;
  private readonly components = new Map<string, EventCollector>();
  /** What is about no component is about all of them, also about those that come later. */
  private readonly general: EngineEvent[] = [];
  private readonly kind: ConstructorParameters<typeof EventCollector>[0];

  constructor(kind: ConstructorParameters<typeof EventCollector>[0]) {
    this.kind = kind;
    this.whole = new EventCollector(kind);
  }

  /** @returns the change of a resource that the event tells something new of */
  add(event: EngineEvent): Change | undefined {
    const component = componentOf(urnOf(event) ?? '');
    if (component !== undefined) {
      this.collectorOf(component).add(event);
    } else {
      this.general.push(event);
      for (const collector of this.components.values()) collector.add(event);
    }
    return this.whole.add(event);
  }

  result(): StackEvents {
    const components = [...this.components].map(([name, collector]) => [name, collector.result()] as const);
    return { ...this.whole.result(), components: new Map(components) };
  }

  private collectorOf(component: string): EventCollector {
    const known = this.components.get(component);
    if (known) return known;
    const collector = new EventCollector(this.kind);
    for (const event of this.general) collector.add(event);
    this.components.set(component, collector);
    return collector;
  }
}

function urnOf({
  resourcePreEvent,
  resOutputsEvent,
  resOpFailedEvent,
  diagnosticEvent,
}: EngineEvent): string | undefined {
  const { metadata } = resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent ?? {};
  return metadata?.urn ?? diagnosticEvent?.urn;
}
