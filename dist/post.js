// Runs after the job. Where the step has told how it ended, there is nothing to do.
if (process.env.STATE_ended !== 'true') {
  process.argv[2] = 'post';
  require('./index.js');
}
