import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Tells of every connection to a server of this process: https://nodejs.org/api/diagnostics_channel.html#net */
const CONNECTIONS = 'net.server.socket';

/**
 * Calls once, as soon as the engine connects to this process: by then it has come up, which takes all processors there are,
 * and what it does next is mostly to wait. Nobody else connects, because all servers here are for the engine.
 */
export function onConnection(connected: () => void): void {
  const once = () => {
    unsubscribe(CONNECTIONS, once);
    connected();
  };
  subscribe(CONNECTIONS, once);
}
