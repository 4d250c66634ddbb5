/**
 * What a file in `targets/catalog/` may say, as a JSON Schema for ajv.
 *
 * The files are read without YAML's guesses (`7.0` and `no` stay text), so every leaf is a string.
 */
const text = { type: 'string', minLength: 1 };
const anyText = { type: 'string' };
const words = { type: 'array', items: text };
const version = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)*$' };
const config = { type: 'object', additionalProperties: anyText };

const debianSource = {
  type: 'object',
  required: ['suite'],
  additionalProperties: false,
  properties: { suite: text, base: text },
};

const catalogVersion = {
  type: 'object',
  additionalProperties: false,
  properties: {
    debian: { type: 'array', minItems: 1, items: debianSource },
    image: { anyOf: [text, { type: 'object', additionalProperties: text, minProperties: 1 }] },
  },
};

const quirk = {
  type: 'object',
  required: ['id', 'says'],
  additionalProperties: false,
  properties: { id: { type: 'string', pattern: '^[a-z0-9.-]+$' }, says: text, until: version },
};

export const PRODUCT_SCHEMA: object = {
  type: 'object',
  required: ['product', 'title', 'see', 'identity', 'flags', 'config', 'quirks', 'versions'],
  additionalProperties: false,
  properties: {
    product: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
    title: text,
    see: { type: 'string', pattern: '^https://' },
    descends: {
      type: 'object',
      required: ['from', 'at'],
      additionalProperties: false,
      properties: { from: text, at: version },
    },
    identity: {
      type: 'object',
      required: ['version'],
      additionalProperties: false,
      properties: {
        version: text,
        when: { type: 'object', additionalProperties: text },
        absent: words,
      },
    },
    binary: {
      type: 'object',
      required: ['name', 'says'],
      additionalProperties: false,
      properties: { name: text, says: text },
    },
    flags: { enum: ['spaced', 'equals'] },
    config,
    configSince: {
      type: 'object',
      propertyNames: { pattern: version.pattern },
      additionalProperties: config,
    },
    databasesParameter: text,
    debianPackage: text,
    containerCommand: words,
    containerConfig: config,
    containerUlimits: {
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^-?[0-9]+$' },
    },
    quirks: { type: 'array', items: quirk },
    versions: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: version.pattern },
      additionalProperties: catalogVersion,
    },
  },
};
