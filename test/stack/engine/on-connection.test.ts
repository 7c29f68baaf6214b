import { connect } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { onConnection } from '../../../src/stack/engine/on-connection';

async function connectTo(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.destroy();
}

it('calls once, as soon as something connects to a server like those of the Automation API', async () => {
  const server = new Server();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const connected = jest.fn();
  try {
    const first = new Promise<void>((resolve) => onConnection(() => (connected(), resolve())));
    expect(connected).not.toHaveBeenCalled();
    await connectTo(port);
    await first;
    await connectTo(port);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(connected).toHaveBeenCalledTimes(1);
  } finally {
    server.forceShutdown();
  }
});
