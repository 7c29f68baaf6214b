import { type Aside, beginAsides, begun } from '../../src/action/beside';

it('begins one after the other, and never waits for one to end', async () => {
  const begunOnes: string[] = [];
  const endless: Aside = () => {
    begunOnes.push('endless');
    return new Promise(() => undefined);
  };
  const other: Aside = () => void begunOnes.push('other');
  await beginAsides([endless, other]);
  expect(begunOnes).toEqual(['endless', 'other']);
});

it('leaves room in between for what else there is to do', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('an answer to the engine'));
  await beginAsides([() => order.push('first'), () => order.push('second')]);
  expect(order.indexOf('an answer to the engine')).toBeLessThan(order.indexOf('second'));
});

it('is not stopped by one that fails', async () => {
  const last = jest.fn();
  await beginAsides([
    () => {
      throw new Error('at once');
    },
    () => Promise.reject(new Error('later')),
    last,
  ]);
  expect(last).toHaveBeenCalled();
});

it('keeps an error for whoever waits for it, however late, and lets it disturb nobody until then', async () => {
  const unhandled = jest.fn();
  process.on('unhandledRejection', unhandled);
  const work = begun(Promise.reject(new Error('GitHub is away')));
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  await expect(work).rejects.toThrow('GitHub is away');
});
