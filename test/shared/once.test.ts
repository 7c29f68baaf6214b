import { once } from '../../src/shared/once';

it('asks once, whoever wants to know', async () => {
  const ask = jest.fn(async () => 'answer');
  const asked = once(ask);
  expect(await Promise.all([asked(), asked()])).toEqual(['answer', 'answer']);
  expect(await asked()).toBe('answer');
  expect(ask).toHaveBeenCalledTimes(1);
});

it('asks again after a failure', async () => {
  const ask = jest.fn(async () => 'answer').mockRejectedValueOnce(new Error('hang up'));
  const asked = once(ask);
  await expect(asked()).rejects.toThrow('hang up');
  expect(await asked()).toBe('answer');
});
