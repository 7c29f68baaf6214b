import { readsTwoWays } from '../../../src/stack/state/two-ways';

const RESOURCE = { urn: 'urn:pulumi:s::p::t::n', type: 't', inputs: { a: '"x": {', Resources: 1, url: 'u', URL: 'U' } };
const DEPLOYMENT = {
  resources: [RESOURCE],
  pending_operations: [{ type: 'creating', resource: RESOURCE }],
  secrets_providers: { type: 'cloud', state: { url: 'awskms://x' } },
};
const STATE = { version: 3, checkpoint: { stack: 's', latest: DEPLOYMENT } };

const read = (text: string) => readsTwoWays(text, JSON.parse(text) as never);

it.each([
  ['as the engine writes it', JSON.stringify(STATE)],
  ['with white space', JSON.stringify(STATE, null, 4).replaceAll('":', '" :')],
  ['as it was before forms had numbers', JSON.stringify(STATE.checkpoint)],
  [
    'with escapes in keys and values',
    String.raw`{"version":3,"\u0063heckpoint":{"stack":"a\\","latest":{"x":"\"y\":"}}}`,
  ],
])('a state %s is read in one way', (_, text) => {
  expect(read(text)).toBeUndefined();
});

it.each([
  ['"resources":', '"resources":[{"urn":"evil"}],"resources":'],
  ['"inputs":{', '"inputs":{"endpoints":[]},"inputs":{'],
  ['"urn":', '"\\u0075rn":"evil","urn":'],
  ['"a":', '"a":1,"a":'],
])('a key that is there twice is found: %s', (key, both) => {
  expect(read(JSON.stringify(STATE).replace(key, both))).toBe('a key in it is there twice');
});

it.each([
  // What Node 24.9 may make of "\\u0072esources".
  ['"resources"', String.raw`"\\u0072eso"`],
  ['"checkpoint"', '"Checkpoint"'],
  ['"latest"', '"LATEST"'],
  ['"resources"', '"reſources"'],
  ['"pending_operations"', '"Pending_Operations"'],
  ['"resource"', '"Resource"'],
  ['"urn"', '"URN"'],
  ['"type":"t"', '"Type":"t"'],
  ['"inputs"', '"Inputs"'],
  ['"type":"cloud"', '"tYpe":"cloud"'],
  ['"url":"awskms', '"URL":"awskms'],
  ['"latest"', '"latest":{"resources":[]},"Latest"'],
  ['"latest":{', '"latest":{"extensions":{},"Snippets":[],'],
  ['"version":3', '"version":3,"latest":{"Resources":[]}'],
  ['"urn"', '"extensionref":"x","urn"'],
  ['"inputs"', '"Outputs":{},"inputs"'],
  ['"inputs"', '"replacementtrigger":{},"inputs"'],
  ['"inputs"', '"RetainOnDelete":true,"inputs"'],
  ['"inputs"', '"deletedwith":"x","inputs"'],
  ['"inputs"', '"viewof":"x","inputs"'],
  ['"inputs"', '"hidediff":[["x"]],"inputs"'],
  ['"inputs"', '"resourcehooks":{},"inputs"'],
])('a key that Go takes for another one is found: %s as %s', (key, other) => {
  expect(read(JSON.stringify(STATE).replace(key, other))).toContain('is spelled otherwise');
});

it('the sign of Kelvin is a k to Go, and there is no key with a k that bears on anything', () => {
  expect(read('{"version":3,"checkpoint":{"stac\u212A":"s","latest":{}}}')).toBeUndefined();
  expect(read('{"version":3,"chec\u212Apoint":{"latest":{}}}')).toContain('is spelled otherwise');
});
