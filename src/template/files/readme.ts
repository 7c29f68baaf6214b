import { templateText } from './template-text';

/** @returns the README of a scaffolded repository. It is the user's from then on, so it says nothing that an option changes. */
export function readme({ title, projenrc }: { readonly title: string; readonly projenrc: string }): string {
  return templateText('README.md', { TITLE: title, PROJENRC: projenrc });
}
