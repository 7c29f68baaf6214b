import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';
import { INPUTS, type InputDefinition, OUTPUTS } from '../src/contract';

/** The generated parts of the README, each between a `<!-- NAME:begin -->` and a `<!-- NAME:end -->` line. */
export class ReadmeTables extends Component {
  constructor(project: Project) {
    super(project);
  }
}
void readFileSync;
void join;
void INPUTS;
void OUTPUTS;
export type X = InputDefinition;
