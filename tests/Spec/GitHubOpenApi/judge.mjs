// Judges requests by GitHub's own description of its REST API. Each input line is one request, { method, target,
// headers, body }; each output line is { operation, problems }: its operation and everything wrong with it.
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import Ajv from 'ajv';
import formats from 'ajv-formats';

const description = new URL('node_modules/@octokit/openapi/generated/api.github.com.deref.json', import.meta.url);
const options = { strict: false, allErrors: true, logger: false };
const json = formats(new Ajv(options));
const words = formats(new Ajv({ ...options, coerceTypes: true })); // in a path or a query even numbers are text

/** "nullable" is OpenAPI's own. ajv knows it only next to a plain type; elsewhere it becomes a second schema, null. */
function standard(schema) {
  if (Array.isArray(schema))
    return schema.map(standard);
  if (schema === null || typeof schema !== 'object')
    return schema;
  const same = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, standard(value)]));
  if (schema.nullable !== true || (schema.type && !schema.enum))
    return same;
  delete same.nullable;
  return { anyOf: [same, { type: 'null' }] };
}

/** A parameter is one part of the path, except for those (refs, files) that may contain slashes by the description. */
function pattern(template, parameters) {
  const long = parameters.filter(one => one['x-multi-segment']).map(one => one.name);
  const parts = template.split(/\{([^}]+)\}/); // every second part is a parameter's name
  const group = name => long.includes(name) ? '(.+)' : '([^/]+)';
  const source = parts.map((part, at) => at % 2 === 0 ? part.replaceAll('.', '\\.') : group(part));
  return { names: parts.filter((_, at) => at % 2 === 1), path: new RegExp(`^${source.join('')}$`) };
}

/** The most specific first: the one with the longest literal path. */
const operations = Object.entries(JSON.parse(readFileSync(description)).paths)
  .flatMap(([template, methods]) => Object.entries(methods).map(([method, spec]) =>
    ({ template, method: method.toUpperCase(), spec, ...pattern(template, spec.parameters ?? []) })))
  .map(one => ({ ...one, literal: one.template.replaceAll(/\{[^}]+\}/g, '').length }))
  .sort((one, other) => other.literal - one.literal);

function faults(place, ajv, schema, value) {
  const valid = ajv.compile(schema);
  return valid(value) ? [] : valid.errors.map(error =>
    [place, error.instancePath, error.message, error.params.additionalProperty].filter(Boolean).join(' '));
}

/** Checks all parameters of one place as one object: required ones must be there, unknown ones must not. */
function ofParameters(place, spec, values) {
  const known = (spec.parameters ?? []).filter(one => one.in === place);
  return faults(place, words, {
    type: 'object',
    properties: Object.fromEntries(known.map(one => [one.name, standard(one.schema)])),
    required: known.filter(one => one.required).map(one => one.name),
    additionalProperties: false,
  }, values);
}

/** A repeated parameter becomes a list, which is neither a number nor text. */
function valuesOf(query) {
  const given = new URLSearchParams(query);
  const valueOf = name => given.getAll(name).length > 1 ? given.getAll(name) : given.get(name);
  return Object.fromEntries([...given.keys()].map(name => [name, valueOf(name)]));
}

const mediaTypes = header => (header ?? '').split(',').map(one => one.split(';')[0].trim()).filter(Boolean);

/** A property that the description does not name is a problem, whether or not GitHub would accept it. */
function ofBody(spec, headers, body) {
  if (body === '')
    return spec.requestBody?.required ? ['body is missing'] : [];
  if (!spec.requestBody)
    return ['body is not taken by this operation'];
  const [type] = mediaTypes(headers['content-type']);
  const content = spec.requestBody.content[type];
  if (!content)
    return [`Content-Type ${type} is not taken, but ${Object.keys(spec.requestBody.content)}`];
  try {
    return faults('body', json, { ...standard(content.schema), additionalProperties: false }, JSON.parse(body));
  } catch (problem) {
    return [`body ${problem.message}`];
  }
}

/** application/vnd.github+json is GitHub's own name for the JSON that the description calls application/json. */
function ofAccept(spec, accept) {
  const answers = Object.values(spec.responses).flatMap(response => Object.keys(response.content ?? {}));
  if (answers.includes('application/json'))
    answers.push('application/vnd.github+json');
  const others = mediaTypes(accept).filter(type => type !== '*/*' && !answers.includes(type));
  return others.map(type => `Accept ${type} is not answered`);
}

function judge({ method, target, headers, body }) {
  const [path, query] = target.split('?');
  const asks = method === 'HEAD' ? 'GET' : method; // HTTP: HEAD is answered like GET, without the body
  const found = operations.find(one => one.method === asks && one.path.test(path));
  if (!found)
    return { operation: null, problems: [`GitHub knows no ${method} ${path}`] };
  const parts = path.match(found.path).slice(1).map((part, at) => [found.names[at], decodeURIComponent(part)]);
  return {
    operation: `${method} ${found.template}`,
    problems: [
      ...ofParameters('path', found.spec, Object.fromEntries(parts)),
      ...ofParameters('query', found.spec, valuesOf(query)),
      ...ofBody(found.spec, headers, body),
      ...ofAccept(found.spec, headers.accept),
    ],
  };
}

for (const line of (await text(process.stdin)).split('\n').filter(Boolean))
  process.stdout.write(`${JSON.stringify(judge(JSON.parse(line)))}\n`);
