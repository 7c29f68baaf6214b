import type { EngineEvent } from '@pulumi/pulumi/automation';
import { both, diagnostic, failed, finished, type Side, started, type Step, urnOf } from './engine-events';
import { EventCollector } from '../../src/stack/events';
import { KNOWN_LATER } from '../../src/stack/property-changes';
import { ATTACHMENT_TYPE, POLICY_TYPE, property, ROLE_TYPE } from '../report/samples';

const POLICY_ARN = 'arn:aws:iam::123456789012:policy/churn';
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

function resultOf(kind: 'planned' | 'applied' | 'drift', ...events: EngineEvent[]) {
  const collector = new EventCollector(kind);
  for (const event of events) collector.add(event);
  return collector.result();
}

function planned(...steps: Step[]) {
  return resultOf('planned', ...steps.flatMap(both));
}

function role(inputs: Record<string, unknown>, id = ''): Side {
  return { id, inputs: { name: 'churn', path: '/', ...inputs } };
}

function roleUpdate(before: Record<string, unknown>, after: Record<string, unknown>) {
  return planned({ op: 'update', type: ROLE_TYPE, old: role(before, 'churn'), new: role(after) }).changes;
}

describe('a preview', () => {
  it('tells of a resource to create, with all that it will have', () => {
    const create: Step = { op: 'create', type: ROLE_TYPE, new: role({ maxSessionDuration: 3600 }) };
    expect(planned(create)).toEqual({
      changes: [
        {
          type: ROLE_TYPE,
          resource: 'modelDeploymentRole',
          urn: urnOf(ROLE_TYPE),
          operation: 'create',
          status: 'planned',
          id: undefined,
          properties: [
            property('name', undefined, 'churn'),
            property('path', undefined, '/'),
            property('maxSessionDuration', undefined, 3600),
          ],
        },
      ],
      outside: [],
      beginning: new Map(),
      resources: { [ROLE_TYPE]: { before: undefined, after: { name: 'churn', path: '/', maxSessionDuration: 3600 } } },
      tagged: [],
      errors: [],
    });
  });

  it('tells of a resource to update only what changes', () => {
    const changes = roleUpdate({ maxSessionDuration: 3600 }, { maxSessionDuration: 7200 });
    expect(changes).toMatchObject([{ operation: 'update', status: 'planned', id: 'churn' }]);
    expect(changes[0]!.properties).toEqual([property('maxSessionDuration', 3600, 7200)]);
  });

  it('tells of a resource to delete', () => {
    const { changes, resources } = planned({ op: 'delete', type: ROLE_TYPE, old: role({}, 'churn') });
    expect(changes).toMatchObject([{ operation: 'delete', status: 'planned', id: 'churn' }]);
    expect(resources[ROLE_TYPE]).toEqual({ before: { name: 'churn', path: '/' }, after: undefined });
  });

  describe('of a stack that another program has made', () => {
    const [create, remove]: Step[] = [
      { op: 'create', type: ROLE_TYPE, new: role({ maxSessionDuration: 3600 }) },
      { op: 'delete', type: ROLE_TYPE, name: 'former', old: role({}, 'former') },
    ];

    it.each([
      ['first', [remove!, create!]],
      ['last', [create!, remove!]],
    ])('shows what will be there, also where what was there goes %s', (_, steps) => {
      const { changes, resources } = planned(...steps);
      expect(changes.map(({ operation }) => operation).sort()).toEqual(['create', 'delete']);
      expect(resources[ROLE_TYPE]).toEqual({
        before: undefined,
        after: expect.objectContaining({ maxSessionDuration: 3600 }),
      });
    });
  });

  it('tells nothing of a resource that stays the same, but keeps its inputs', () => {
    const { changes, resources } = planned({ op: 'same', type: ROLE_TYPE, old: role({}, 'churn'), new: role({}) });
    expect(changes).toEqual([]);
    expect(resources[ROLE_TYPE]).toEqual({ before: { name: 'churn', path: '/' }, after: { name: 'churn', path: '/' } });
  });

  it('tells what the stack had as outputs, once the engine has come to it', () => {
    const type = 'pulumi:pulumi:Stack';
    const outputs = { roleArn: 'arn' };
    const sides = { old: { inputs: {}, outputs }, new: { inputs: {}, outputs: {} } };
    expect(planned({ op: 'same', type, ...sides }).formerOutputs).toEqual(outputs);
    expect(planned({ op: 'create', type, new: { inputs: {}, outputs } }).formerOutputs).toEqual({});
    expect(planned({ op: 'same', type: ROLE_TYPE, ...sides }).formerOutputs).toBeUndefined();
  });

  it.each(['pulumi:pulumi:Stack', 'pulumi:providers:aws', 'model-deployment-iam:index:ModelDeploymentAccess'])(
    'tells nothing of %s, which is not in the cloud',
    (type) => {
      expect(planned({ op: 'create', type, new: { inputs: {} } })).toMatchObject({
        changes: [],
        outside: [],
        beginning: new Map(),
        resources: {},
        errors: [],
      });
    },
  );

  it.each(['aws:s3/bucket:Bucket', 'aws-native:iam:RolePolicy', 'command:local:Command'])(
    'tells of %s, which the stack has of another program',
    (type) => {
      const { changes } = planned({ op: 'delete', type, old: { id: 'x', inputs: {} } });
      expect(changes).toMatchObject([{ type, operation: 'delete', status: 'planned' }]);
    },
  );

  it('tells of the resources in the order in which the engine takes them up', () => {
    const { changes } = resultOf(
      'planned',
      started({ op: 'create', type: POLICY_TYPE, new: { inputs: {} } }),
      started({ op: 'create', type: ROLE_TYPE, new: { inputs: {} } }),
      finished({ op: 'create', type: ROLE_TYPE, new: { inputs: {} } }),
      finished({ op: 'create', type: POLICY_TYPE, new: { inputs: {} } }),
    );
    expect(changes.map(({ type }) => type)).toEqual([POLICY_TYPE, ROLE_TYPE]);
  });

  it('after a refresh starts from what was found', () => {
    const state = role({ maxSessionDuration: 3600 }, 'churn');
    const reality = role({ maxSessionDuration: 7200 }, 'churn');
    const { changes, resources } = resultOf(
      'planned',
      started({ op: 'refresh', type: ROLE_TYPE, old: state, new: state }),
      finished({ op: 'refresh', type: ROLE_TYPE, old: state, new: reality }),
      ...both({ op: 'update', type: ROLE_TYPE, old: reality, new: role({ maxSessionDuration: 3600 }) }),
    );
    expect(changes.map(({ properties }) => properties)).toEqual([[property('maxSessionDuration', 7200, 3600)]]);
    expect(resources[ROLE_TYPE]!.before).toEqual(reality.inputs);
  });
});

describe('properties', () => {
  it('has a path for each tag', () => {
    const [change] = roleUpdate({ tags: { team: 'fraud', cost: '1' } }, { tags: { team: 'risk', stage: 'prod' } });
    expect(change!.properties).toEqual([
      property('tags.team', 'fraud', 'risk'),
      property('tags.cost', '1', undefined),
      property('tags.stage', undefined, 'prod'),
    ]);
  });

  it('shows a value that is known only later', () => {
    const { changes } = planned({
      op: 'create',
      type: ATTACHMENT_TYPE,
      new: { inputs: { role: 'churn', policyArn: UNKNOWN }, id: UNKNOWN },
    });
    expect(changes).toMatchObject([{ id: undefined }]);
    expect(changes[0]!.properties).toContainEqual(property('policyArn', undefined, KNOWN_LATER));
  });

  it("leaves out what is the engine's own", () => {
    expect(roleUpdate({ __defaults: ['path'] }, { __defaults: [] })[0]!.properties).toEqual([]);
  });

  it.each<[string, string, string, string, boolean]>([
    [
      'order and single values',
      'policy',
      '{"Statement":{"Action":["a","b"]}}',
      '{"Statement":[{"Action":["b","a"]}]}',
      true,
    ],
    ['white space', 'assumeRolePolicy', '{"Statement": []}', '{"Statement":[]}', true],
    ['another action', 'policy', '{"Statement":{"Action":"a"}}', '{"Statement":{"Action":"b"}}', false],
    ['nothing in what is no JSON', 'policy', '{', '{', true],
    ['white space in what is no JSON', 'policy', '{', '{ ', false],
    ['white space in what is no document', 'description', '{"Statement": []}', '{"Statement":[]}', false],
  ])('of a document change with its meaning only: %s in %s', (_, path, before, after, isSame) => {
    const [change] = roleUpdate({ [path]: before }, { [path]: after });
    expect(change!.properties).toEqual(isSame ? [] : [property(path, before, after)]);
  });
});

describe('a replacement', () => {
  const old: Side = { id: POLICY_ARN, inputs: { name: 'churn', path: '/' } };
  const replaced: Side = { inputs: { name: 'churn', path: '/m/' } };
  const created: Side = { ...replaced, id: 'arn:aws:iam::123456789012:policy/m/churn' };

  const deletion: Step = { op: 'delete-replaced', type: POLICY_TYPE, old };
  const replacement: Step = { op: 'replace', type: POLICY_TYPE, old, new: replaced, keys: ['path'] };
  const creation: Step = { ...replacement, op: 'create-replacement' };
  const creationDone: Step = { ...creation, new: created };

  const deleteFirst = [...both(deletion), ...both(replacement), started(creation), finished(creationDone)];
  const createFirst = [
    started(creation),
    finished(creationDone),
    ...both({ ...replacement, new: created }),
    ...both(deletion),
  ];

  it.each([
    ['the old resource goes first', deleteFirst],
    ['the other resource comes first', createFirst],
  ])('is one change with both sides, done (%s)', (_, events) => {
    const { changes, resources } = resultOf('applied', ...events);
    expect(changes).toMatchObject([{ operation: 'replace', status: 'done', id: created.id }]);
    expect(changes[0]!.properties).toEqual([property('path', '/', '/m/', true)]);
    expect(resources[POLICY_TYPE]).toEqual({ before: old.inputs, after: replaced.inputs });
  });

  it('is planned in a preview', () => {
    const { changes } = planned(deletion, replacement, creation);
    expect(changes).toMatchObject([{ operation: 'replace', status: 'planned', id: POLICY_ARN }]);
  });

  it('is not done while the old resource is gone and the other one not there', () => {
    const gone = {
      operation: 'replace',
      status: 'failed',
      error: 'It was deleted, but the run ended before it was created again.',
    };
    expect(resultOf('applied', ...both(deletion)).changes).toMatchObject([gone]);
    expect(resultOf('applied', ...both(deletion), ...both(replacement), started(creation)).changes).toMatchObject([
      gone,
    ]);
  });

  it('is not reached where nothing was deleted', () => {
    const [change] = resultOf('applied', started(deletion)).changes;
    expect(change).toMatchObject({ status: 'not-reached' });
    expect(change!.error).toBeUndefined();
  });

  it('fails with the error of its second half', () => {
    const { changes } = resultOf(
      'applied',
      ...both(deletion),
      ...both(replacement),
      started(creation),
      diagnostic('error', 'creating IAM Policy: AccessDenied', POLICY_TYPE),
      failed(creation),
    );
    expect(changes).toMatchObject([{ status: 'failed', error: 'creating IAM Policy: AccessDenied' }]);
    expect(changes[0]!.properties).toEqual([property('path', '/', '/m/', true)]);
  });

  it('is done where a run before has deleted the old resource', () => {
    expect(resultOf('applied', ...both(replacement), started(creation), finished(creationDone)).changes).toMatchObject([
      { operation: 'replace', status: 'done' },
    ]);
  });

  it('is started once and done once', () => {
    const collector = new EventCollector('applied');
    const told = deleteFirst.map((event) => collector.add(event)?.status).filter((status) => status !== undefined);
    expect(told).toEqual(['not-reached', 'done']);
  });
});

describe('a run', () => {
  const create: Step = { op: 'create', type: ROLE_TYPE, new: role({}) };

  it('tells as it takes up a resource, and as it is done with it', () => {
    const collector = new EventCollector('applied');
    expect(collector.add(started(create))).toMatchObject({ status: 'not-reached' });
    expect(collector.add(finished({ ...create, new: role({}, 'churn') }))).toMatchObject({
      status: 'done',
      id: 'churn',
    });
  });

  it('tells of a plan once', () => {
    const collector = new EventCollector('planned');
    expect(both(create).map((event) => collector.add(event)?.status)).toEqual(['planned', undefined]);
  });

  it('does not hide what was done before it failed', () => {
    const { changes, errors } = resultOf(
      'applied',
      ...both({ op: 'create', type: POLICY_TYPE, new: { id: POLICY_ARN, inputs: {} } }),
      started(create),
      diagnostic('error', '<{%fg 1%}>creating IAM Role: No.<{%reset%}>\n', ROLE_TYPE),
      failed(create),
      diagnostic('error', 'update failed\n'),
    );
    expect(changes.map(({ status, error }) => [status, error])).toEqual([
      ['done', undefined],
      ['failed', 'creating IAM Role: No.'],
    ]);
    // That the update failed says no more.
    expect(errors).toEqual(['creating IAM Role: No.']);
  });

  it('gives each resource that failed its own error', () => {
    const policy: Step = { op: 'create', type: POLICY_TYPE, new: { inputs: {} } };
    const { changes } = resultOf(
      'applied',
      started(policy),
      started(create),
      diagnostic('error', 'creating IAM Policy: No.', POLICY_TYPE),
      diagnostic('error', 'creating IAM Role: No.', ROLE_TYPE),
      failed(policy),
      failed(create),
    );
    expect(changes.map(({ error }) => error)).toEqual(['creating IAM Policy: No.', 'creating IAM Role: No.']);
  });

  it('gives a resource no error that is of another one', () => {
    const { changes } = resultOf(
      'applied',
      diagnostic('error', 'creating IAM Policy: No.', POLICY_TYPE),
      started(create),
      failed(create),
      diagnostic('error', 'the plugin exited\n'),
    );
    expect(changes.map(({ error }) => error)).toEqual(['the plugin exited']);
  });

  it('that ends early leaves what it took up as not reached', () => {
    expect(resultOf('applied', started(create)).changes).toMatchObject([{ status: 'not-reached' }]);
  });

  it('takes warnings for no errors', () => {
    expect(resultOf('applied', diagnostic('warning', 'using pulumi-resource-aws from $PATH')).errors).toEqual([]);
  });
});

describe('drift', () => {
  const state = role({ maxSessionDuration: 3600, tags: { team: 'fraud' } }, 'churn');

  function drifted(op: Step['op'], found: Side | undefined) {
    return resultOf(
      'drift',
      started({ op: 'refresh', type: ROLE_TYPE, old: state, new: state }),
      finished({ op, type: ROLE_TYPE, old: state, new: found }),
    );
  }

  it('is what was found to differ', () => {
    const found = role({ maxSessionDuration: 7200, tags: { team: 'fraud', rogue: '1' } }, 'churn');
    const { changes, resources } = drifted('update', found);
    expect(changes).toMatchObject([{ operation: 'update', status: 'drifted', id: 'churn' }]);
    expect(changes[0]!.properties).toEqual([
      property('maxSessionDuration', 3600, 7200),
      property('tags.rogue', undefined, '1'),
    ]);
    expect(resources[ROLE_TYPE]).toEqual({ before: state.inputs, after: found.inputs });
  });

  it.each(['delete', 'refresh'] as const)('is a resource that is gone (%s)', (op) => {
    expect(drifted(op, undefined).changes).toMatchObject([
      { operation: 'delete', status: 'drifted', id: 'churn', properties: [] },
    ]);
  });

  it.each(['same', 'refresh'] as const)('is none where nothing differs (%s)', (op) => {
    expect(drifted(op, state).changes).toEqual([]);
  });

  it('is what the engine calls an update, even where nothing is seen to differ', () => {
    expect(drifted('update', state).changes).toMatchObject([
      { operation: 'update', status: 'drifted', properties: [] },
    ]);
  });

  it('is what differs, even where the engine calls it the same', () => {
    const found = role({ maxSessionDuration: 7200, tags: { team: 'fraud' } }, 'churn');
    expect(drifted('same', found).changes).toMatchObject([
      { properties: [property('maxSessionDuration', 3600, 7200)] },
    ]);
  });

  it('is none where a document differs in form only', () => {
    const before = role({ assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Action":["sts:AssumeRole"]}]}' });
    const after = role({ assumeRolePolicy: '{"Statement":{"Action":"sts:AssumeRole"},"Version":"2012-10-17"}' });
    const event = finished({ op: 'same', type: ROLE_TYPE, old: before, new: after });
    expect(resultOf('drift', event).changes).toEqual([]);
  });

  it('is told as it is found', () => {
    const collector = new EventCollector('drift');
    expect(collector.add(started({ op: 'refresh', type: ROLE_TYPE, old: state, new: state }))).toBeUndefined();
    expect(collector.add(finished({ op: 'delete', type: ROLE_TYPE, old: state }))?.status).toBe('drifted');
  });
});

describe('operations', () => {
  it('imports what is there already', () => {
    const there = role({ maxSessionDuration: 3600 }, 'churn');
    const { changes, resources } = planned({
      op: 'import',
      type: ROLE_TYPE,
      old: { ...there, outputs: there.inputs },
      new: role({ maxSessionDuration: 7200 }),
    });
    expect(changes).toMatchObject([{ operation: 'import', properties: [property('maxSessionDuration', 3600, 7200)] }]);
    expect(resources[ROLE_TYPE]!.before).toMatchObject({ maxSessionDuration: 3600 });
  });

  it('replaces by import of what is there, which is compared with what the stack had', () => {
    const asked = role({ maxSessionDuration: 3600, name: 'churn-new', path: '/' });
    const read = {
      inputs: { name: 'churn-new' },
      outputs: { name: 'churn-new', path: '/', maxSessionDuration: 7200 },
      id: 'churn-new',
    };
    const had = {
      inputs: { maxSessionDuration: 3600, name: 'churn', path: '/' },
      outputs: { maxSessionDuration: 3600, name: 'churn', path: '/' },
      id: 'churn',
    };
    const changed = { inputs: asked.inputs, outputs: asked.inputs, id: 'churn-new' };
    const events = [
      started({ op: 'import-replacement', type: ROLE_TYPE, new: asked }),
      finished({ op: 'import-replacement', type: ROLE_TYPE, old: read, new: read }),
      ...both({ op: 'replace', type: ROLE_TYPE, old: had, new: read }),
    ];
    const update = both({ op: 'update', type: ROLE_TYPE, old: read, new: changed });
    const expected = [{ operation: 'replace', id: 'churn-new', properties: [property('name', 'churn', 'churn-new')] }];
    const shown = resultOf('planned', ...events);
    expect(shown.changes).toMatchObject(expected);
    expect(shown.beginning.get(urnOf(ROLE_TYPE))).toMatchObject({ name: 'churn' });
    const applied = resultOf('applied', ...events, ...update);
    expect(applied.changes).toMatchObject([{ ...expected[0], status: 'done' }]);
    for (const { resources } of [shown, applied]) {
      expect(resources[ROLE_TYPE]).toMatchObject({
        before: { name: 'churn', maxSessionDuration: 3600 },
        after: { name: 'churn-new', maxSessionDuration: 3600 },
      });
    }
  });

  it('replaces by import', () => {
    const step: Step = { op: 'import-replacement', type: ROLE_TYPE, old: role({}, 'churn'), new: role({}, 'churn') };
    expect(resultOf('applied', ...both(step)).changes).toMatchObject([{ operation: 'replace', status: 'done' }]);
  });

  it('counts an operation that it does not know as a change', () => {
    const step: Step = { op: 'transmute' as Step['op'], type: ROLE_TYPE, old: role({}, 'churn'), new: role({}) };
    expect(planned(step).changes).toMatchObject([{ operation: 'update' }]);
  });

  it.each(['read', 'discard', 'remove-pending-replace', 'discard-replaced'] as const)('has no change by %s', (op) => {
    expect(planned({ op, type: ROLE_TYPE, old: role({}, 'churn'), new: role({}) }).changes).toEqual([]);
  });
});

describe('what is not as it was asked for', () => {
  const asked = { assumeRolePolicy: '{"Statement":[]}', tags: { team: 'fraud', empty: '' }, description: '' };
  const applied = (outputs: Record<string, unknown>, op: Step['op'] = 'update') =>
    resultOf(
      'applied',
      ...both({ op, type: ROLE_TYPE, old: role(asked, 'churn'), new: { ...role(asked, 'churn'), outputs } }),
    ).changes;

  it('is told even of a resource that the engine leaves as it is', () => {
    expect(applied({ name: 'churn', path: '/', ...asked, tags: { team: 'fraud' } }, 'same')).toMatchObject([
      { operation: 'update', status: 'failed', unmet: [property('tags.empty', undefined, '')] },
    ]);
  });

  it('is nothing that only looks otherwise', () => {
    const outputs = {
      ...{ name: 'churn', path: '/', arn: 'a', assumeRolePolicy: '{"Statement": []}' },
      ...{ tags: asked.tags, tagsAll: { ...asked.tags, default: 'x' }, description: null },
    };
    expect(applied(outputs)).toMatchObject([{ status: 'done' }]);
    expect(applied(outputs, 'same')).toEqual([]);
  });
});

describe('what the stack had as the run began', () => {
  const OLD: Side = { id: 'churn', inputs: { path: '/' }, outputs: { path: '/', maxSessionDuration: 3600 } };

  it.each(['same', 'update', 'replace', 'create-replacement', 'delete'] as const)(
    'is there, whatever comes (%s)',
    (op) => {
      const { beginning } = resultOf('planned', started({ op, type: ROLE_TYPE, old: OLD, new: { inputs: {} } }));
      expect(beginning).toEqual(new Map([[urnOf(ROLE_TYPE), OLD.outputs]]));
    },
  );

  it('is what the refresh found', () => {
    const found = { ...OLD, outputs: { ...OLD.outputs, maxSessionDuration: 7200 } };
    const { beginning } = resultOf(
      'planned',
      ...both({ op: 'refresh', type: ROLE_TYPE, old: OLD, new: found }),
      ...both({ op: 'update', type: ROLE_TYPE, old: found, new: OLD }),
    );
    expect(beginning.get(urnOf(ROLE_TYPE))).toEqual(found.outputs);
  });

  it('is nothing where something is made, or has only been left to be deleted', () => {
    const waiting = started({ op: 'delete', type: ROLE_TYPE, old: OLD });
    waiting.resourcePreEvent!.metadata.old!.delete = true;
    const made = both({ op: 'create', type: POLICY_TYPE, new: { inputs: {} } });
    expect(resultOf('planned', waiting, ...made).beginning).toEqual(new Map());
  });
});

describe('the tag by which a stack knows what it has made', () => {
  const tag = { 'model-deployment-iam:stack': 'abc' };
  const update = (before: object, after: object): Step => ({
    op: 'update',
    type: ROLE_TYPE,
    old: { inputs: { tags: before }, outputs: { tags: before, tagsAll: before }, id: 'churn' },
    new: { inputs: { tags: after }, outputs: { tags: after, tagsAll: after }, id: 'churn' },
  });

  it.each(['planned', 'applied'] as const)('is no change by itself: %s', (kind) => {
    const { changes, tagged } = resultOf(kind, ...both(update({ team: 'a' }, { team: 'a', ...tag })));
    expect(changes).toEqual([]);
    expect(tagged).toEqual([urnOf(ROLE_TYPE)]);
  });

  it('hides no other change', () => {
    const { changes, tagged } = resultOf('applied', ...both(update({ team: 'a' }, { team: 'b', ...tag })));
    expect(changes).toMatchObject([{ operation: 'update', properties: [property('tags.team', 'a', 'b')] }]);
    expect(tagged).toEqual([]);
  });

  it('is a change where it fails', () => {
    const step = update({}, tag);
    expect(resultOf('applied', started(step), failed(step)).changes).toMatchObject([{ status: 'failed' }]);
  });

  it('is no drift, and not silent', () => {
    const { old, ...rest } = update(tag, {});
    const { changes, tagged } = resultOf('drift', finished({ ...rest, old }));
    expect(changes).toEqual([]);
    expect(tagged).toEqual([urnOf(ROLE_TYPE)]);
  });

  it('is not shown of what is new', () => {
    const { changes } = planned({ op: 'create', type: ROLE_TYPE, new: { inputs: { name: 'churn', tags: tag } } });
    expect(changes[0]!.properties.map(({ path }) => path)).toEqual(['name']);
  });
});

describe('what is taken over', () => {
  const there = {
    inputs: { maxSessionDuration: 7200, tags: { __defaults: [] } },
    outputs: { maxSessionDuration: 7200 },
  };
  const wanted = { inputs: { maxSessionDuration: 3600 }, outputs: { maxSessionDuration: 3600 }, id: 'churn' };
  const steps = [
    started({ op: 'import', type: ROLE_TYPE, new: { inputs: wanted.inputs } }),
    finished({ op: 'import', type: ROLE_TYPE, old: { ...there, id: 'churn' }, new: { ...there, id: 'churn' } }),
  ];
  const changed: Step = { op: 'update', type: ROLE_TYPE, old: { ...there, id: 'churn' }, new: wanted };

  it('and then changed, is taken over with that change, and was not there before', () => {
    const { changes, resources, beginning } = resultOf('applied', ...steps, ...both(changed));
    expect(changes).toMatchObject([
      { operation: 'import', status: 'done', properties: [property('maxSessionDuration', 7200, 3600)] },
    ]);
    expect(resources[ROLE_TYPE]).toMatchObject({ before: { maxSessionDuration: 7200 } });
    expect([...beginning]).toEqual([]);
  });

  it('as it is, is taken over as it is', () => {
    const same: Step = { ...changed, op: 'same', new: { ...there, id: 'churn' } };
    const { changes } = resultOf('applied', ...steps, ...both(same));
    expect(changes).toMatchObject([{ operation: 'import', status: 'done', properties: [] }]);
    expect(changes[0]!.unmet).toBeUndefined();
  });

  it('and can not be changed, has failed', () => {
    const { changes } = resultOf('applied', ...steps, started(changed), failed(changed));
    expect(changes).toMatchObject([{ operation: 'import', status: 'failed' }]);
  });
});
