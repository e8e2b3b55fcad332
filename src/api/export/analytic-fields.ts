import {
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { type ExportDefinition, exportsOf } from '../../platform/exports';
import { type FlatParameter, flatten } from './query-parameters';

/** Column of the flat rows. */
export interface Column {
  name: string;
  description: string;
  /** Response keys from the row to the value; a list on the path gives a list of values. */
  path: string[];
}

/** Field of Query with an address: its export definition, and its arguments and descriptions in the schema. */
export interface Analytic {
  name: string;
  /** Name of the field of Query. */
  field: string;
  description: string;
  parameters: FlatParameter[];
  /** Defaults of parameters that have none in the schema. */
  usual: Record<string, string>;
  /** Title of its layer on maps; null where it is not a layer. */
  layer: string | null;
  columns: Column[];
  stream: ExportDefinition['stream'];
  /** Whether the answer is paged. */
  paged: boolean;
  /** Geometry of its features: of a layer in the answer, of each row, or none. */
  places: 'layer' | 'rows' | null;
  /**
   * Operations for rows and for features; where the analytic has them, for the total number and for one row by its id.
   */
  documents: { rows: DocumentNode; features: DocumentNode; total?: DocumentNode; one?: DocumentNode };
}

type Fields = ReturnType<GraphQLObjectType['getFields']>;

function fieldsOf(field: GraphQLField<unknown, unknown>): Fields {
  const type = getNamedType(field.type);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
}

function columnsIn({ selections }: SelectionSetNode, fields: Fields, path: string[] = []): Column[] {
  return selections.flatMap((selection) => {
    const { name, alias, selectionSet } = selection as FieldNode;
    const field = fields[name.value];
    if (!field) throw new Error(`there is no field ${name.value}`);
    const here = [...path, (alias ?? name).value];
    if (selectionSet) return columnsIn(selectionSet, fieldsOf(field), here);
    return [{ name: here.at(-1)!, description: field.description ?? '', path: here }];
  });
}

/** `(where: $where, eps: $eps)`, and what an operation declares for it. */
function told(args: readonly GraphQLArgument[]) {
  return {
    use: args.length > 0 ? `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})` : '',
    declare: args.map(({ name, type, defaultValue }) => ({
      name,
      // With a default of its own the argument may be left out.
      text: `$${name}: ${defaultValue === undefined ? type : String(type).replace(/!$/, '')}`,
    })),
  };
}

function documentOf(
  root: GraphQLField<unknown, unknown>,
  part: string,
  used: readonly GraphQLArgument[],
): DocumentNode {
  const { declare } = told([...root.args, ...used]);
  const declared = [...new Map(declare.map(({ name, text }) => [name, text])).values()];
  const fields = fieldsOf(root);
  const beside = [
    'dataVersion' in fields ? 'dataVersion' : '',
    'caveats' in fields ? 'caveats { code message }' : '',
    'parameters' in fields ? 'parameters { name value }' : '',
    'pageInfo' in fields ? 'pageInfo { hasNextPage endCursor }' : '',
  ];
  return parse(
    `query (${declared.join(', ')}) { answer: ${root.name}${told(root.args).use} { ${[...beside, part].join(' ')} } }`,
  );
}

const oneOf = (field: string, selection: string) =>
  parse(
    `query ($partnership: ID!, $id: ID!) { answer: ${field}(partnership: $partnership, id: $id) { ${selection} } }`,
  );

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * All fields of Query that are exported, by name of the export.
 *
 * @throws Error where a definition does not fit the schema, or two have one name: at the start of the server, never
 *   later.
 */
export function analyticsOf(schema: GraphQLSchema): Map<string, Analytic> {
  const analytics = new Map<string, Analytic>();
  for (const field of Object.values(schema.getQueryType()!.getFields()))
    for (const definition of exportsOf(field)) {
      const analytic = analyticOf(field, definition, schema);
      if (analytics.has(analytic.name)) throw new Error(`${analytic.name}: two exports have this name`);
      analytics.set(analytic.name, analytic);
    }
  return analytics;
}

function analyticOf(
  root: GraphQLField<unknown, unknown>,
  { name = kebab(root.name), rows, columns, features, place, one, ...definition }: ExportDefinition,
  schema: GraphQLSchema,
): Analytic {
  const { layer: title = null, defaultParameters: usual = {}, stream } = definition;
  const fields = fieldsOf(root);
  const list = rows === undefined ? undefined : fields[rows];
  const layer = features === undefined ? undefined : fields[features];
  const listArguments = list?.args ?? [];
  const layerArguments = layer?.args ?? [];
  const rowsOf = (selection: string) =>
    list ? `rows: ${list.name}${told(listArguments).use} { ${selection} }` : selection;
  const placed = `${columns} ${place ? `shape: ${place}` : ''}`;
  const documents: Analytic['documents'] = {
    rows: documentOf(root, rowsOf(columns), listArguments),
    features: layer
      ? documentOf(root, `features: ${layer.name}${told(layerArguments).use}`, layerArguments)
      : documentOf(root, rowsOf(placed), listArguments),
    ...('totalCount' in fields ? { total: documentOf(root, 'totalCount', []) } : {}),
    ...(one === undefined ? {} : { one: oneOf(one, placed) }),
  };
  for (const document of Object.values(documents)) {
    const [error] = validate(schema, document);
    if (error) throw new Error(`${name}: ${error.message}`);
  }
  const selected = parse(`{ ${columns} }`).definitions[0] as OperationDefinitionNode;
  const parameters = [...root.args, ...listArguments, ...layerArguments].flatMap(flatten);
  return {
    name,
    field: root.name,
    description: root.description ?? '',
    parameters: parameters.map((parameter) => ({
      ...parameter,
      required: parameter.required && !(parameter.name in usual),
    })),
    usual,
    layer: title,
    stream,
    columns: columnsIn(selected.selectionSet, list ? fieldsOf(list) : fields),
    paged: 'pageInfo' in fields,
    places: layer ? 'layer' : place === undefined ? null : 'rows',
    documents,
  };
}
