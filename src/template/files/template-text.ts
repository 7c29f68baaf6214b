import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../package-folder';

/**
 * @param name of a file in `templates/`, without `.tpl`
 * @param values for every `{{NAME}}` in it
 * @throws Error if it names a value that is not given
 */
export function templateText(name: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(join(packageFolder(), 'templates', `${name}.tpl`), 'utf8');
  return text.replace(/\{\{([A-Z_]+)\}\}/g, (_, value: string) => {
    if (values[value] === undefined) throw new Error(`templates/${name}.tpl needs a value for ${value}`);
    return values[value];
  });
}
