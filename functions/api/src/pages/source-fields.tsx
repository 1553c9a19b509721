import type { ConnectorDescription } from '@soundings/contracts/review';
import type { Source } from '@soundings/contracts/source';
import type { Reader } from './reader.ts';

type Config = Source['config'];
type JsonSchema = {
  type?: string;
  format?: string;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
};

/** One field of a connector's configuration; `path` says where in it its value stands. */
type Field = { path: string[]; kind: 'text' | 'address' | 'number' | 'lines'; isRequired: boolean; initial: unknown };

type Connector = Pick<ConnectorDescription, 'config' | 'secrets'>;

/** The fields of a connector's configuration, from its JSON Schema. */
function fieldsOf({ properties = {}, required = [] }: JsonSchema, within: string[] = []): Field[] {
  return Object.entries(properties).flatMap(([name, schema]): Field[] => {
    const path = [...within, name];
    if (schema.type === 'object') return fieldsOf(schema, path);
    const { type } = schema;
    const kind = type === 'array' ? 'lines' : type === 'number' || type === 'integer' ? 'number' : 'text';
    const isAddress = kind === 'text' && schema.format === 'uri';
    const isRequired = required.includes(name) && schema.default === undefined;
    return [{ path, kind: isAddress ? 'address' : kind, isRequired, initial: schema.default }];
  });
}

/** What a form says of a connector's configuration; what it leaves empty is left out. */
export function readConfig(connector: Connector, form: Readonly<Record<string, unknown>>): Config {
  const config: Config = {};
  for (const { path, kind } of fieldsOf(connector.config as JsonSchema)) {
    const written = form[nameOf(path)];
    const text = typeof written === 'string' ? written.trim() : '';
    if (text === '') continue;
    const number = Number(text.replace(',', '.'));
    put(config, path, kind === 'lines' ? linesOf(text) : kind === 'number' && !Number.isNaN(number) ? number : text);
  }
  return config;
}

type FieldsProps = {
  connector: Connector;
  config: Config;
  /** Paths of what was not right, as `config/appId`. */
  wrong: readonly string[];
  reader: Reader;
};

/** The inputs for a connector's configuration. */
export function SourceFields({ connector, config, wrong, reader }: FieldsProps) {
  return (
    <>
      {fieldsOf(connector.config as JsonSchema).map((field) => (
        <FieldInput
          field={field}
          value={textOf(valueAt(config, field.path) ?? field.initial)}
          isSecret={connector.secrets.includes(field.path[0] ?? '')}
          isWrong={wrong.some((path) => path === `/config/${field.path.join('/')}`)}
          reader={reader}
        />
      ))}
    </>
  );
}

type InputProps = { field: Field; value: string; isSecret: boolean; isWrong: boolean; reader: Reader };

function FieldInput({ field, value, isSecret, isWrong, reader }: InputProps) {
  const { words } = reader;
  const name = nameOf(field.path);
  const invalid = isWrong ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-problem` } : {};
  const shared = { id: name, name, required: field.isRequired, autocomplete: 'off', spellcheck: false, ...invalid };
  const modes = { text: 'text', address: 'url', number: 'decimal', lines: 'text' } as const;
  return (
    <div>
      <label for={name}>
        {configLabel(field.path, reader)}
        {!field.isRequired && <span class="soft"> · {words.reviewSources.optional}</span>}
      </label>
      {field.kind === 'lines' ? (
        <textarea rows={3} {...shared}>
          {value}
        </textarea>
      ) : (
        <input
          type={isSecret ? 'password' : 'text'}
          inputmode={modes[field.kind]}
          value={value}
          maxlength={2000}
          {...shared}
          {...(isSecret && { autocomplete: 'new-password' })}
        />
      )}
      {field.kind === 'lines' && <p class="hint">{words.reviewSources.onePerLine}</p>}
      {isWrong && (
        <p class="hint wrong" id={`${name}-problem`}>
          {words.reviewSources.wrongField}
        </p>
      )}
    </div>
  );
}

/** What a part of a configuration is called. */
export function configLabel(path: readonly string[], { words }: Reader): string {
  const labels: Readonly<Record<string, string>> = words.reviewSources.fields;
  return labels[path.join('_')] ?? labels[path.at(-1) ?? ''] ?? path.join('.');
}

/** A configuration as a list of what it says, its inner parts included. */
export function configEntries(config: Config, within: string[] = []): { path: string[]; text: string }[] {
  return Object.entries(config).flatMap(([name, value]) => {
    const path = [...within, name];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return configEntries(value, path);
    return [{ path, text: textOf(value) }];
  });
}

function nameOf(path: readonly string[]): string {
  return `config.${path.join('.')}`;
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n\r]+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n');
  return value === undefined || value === null ? '' : String(value);
}

function valueAt(config: Config, path: readonly string[]): unknown {
  let found: unknown = config;
  for (const name of path) found = typeof found === 'object' && found !== null ? (found as Config)[name] : undefined;
  return found;
}

function put(config: Config, [name = '', ...rest]: readonly string[], value: Config[string]): void {
  if (rest.length === 0) {
    config[name] = value;
    return;
  }
  config[name] ??= {};
  put(config[name] as Config, rest, value);
}
