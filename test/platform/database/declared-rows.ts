import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** TypeScript type of each column of a row, without null: `string`, `number[]`, `Date`, `unknown` … */
export type RowType = Map<string, string>;

/** One `loadSql` or `queryOf` in the source. */
export interface LoadedStatement {
  /** Folder of the module that loads it; the text is in `sql/<name>.sql` there. */
  folder: string;
  name: string;
  /** Row types declared where it is run, with their places in the source; none where no row is read. */
  rows: { at: string; type: RowType }[];
}

/** Statements and row types found in the source. */
export interface DeclaredRows {
  statements: LoadedStatement[];
  /** Places that declare a row type for a statement that no `loadSql` names, because it is made in code. */
  madeInCode: string[];
}

/** The TypeScript files below some folders. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  );
}

/**
 * Reads from the source which statements it loads with `loadSql` or `queryOf<Row>`, and which row type it declares at
 * each `session.query<Row>(STATEMENT, …)`.
 *
 * @param root folder of `tsconfig.json`; places are given relative to it.
 */
export function readDeclaredRows(root: string, files: string[]): DeclaredRows {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram(files, { ...options, noEmit: true, incremental: false });
  const checker = program.getTypeChecker();
  const statements = new Map<ts.Declaration, LoadedStatement>();
  const calls: { call: ts.CallExpression; at: string }[] = [];
  for (const file of files) {
    const source = program.getSourceFile(file)!;
    const visit = (node: ts.Node): void => {
      const at = `${relative(root, file)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const loading = loadingCall(node);
      if (loading) {
        const { call, loader, name } = loading;
        const rows =
          loader === 'queryOf'
            ? [{ at, type: columnsOf(checker.getTypeFromTypeNode(call.typeArguments![0]), checker) }]
            : [];
        statements.set(node as ts.Declaration, { folder: dirname(file), name, rows });
      }
      if (ts.isCallExpression(node) && runsStatement(node, checker)) calls.push({ call: node, at });
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  const madeInCode: string[] = [];
  for (const { call, at } of calls) {
    const type = rowTypeOf(call, checker);
    if (!type) continue;
    for (const declaration of declarationsOf(call.arguments[0], checker)) {
      const statement = declaration && statements.get(declaration);
      if (statement) statement.rows.push({ at, type });
      else madeInCode.push(at);
    }
  }
  return { statements: [...statements.values()], madeInCode };
}

/** Call that loads a statement: `loadSql(__dirname, 'name')` or `queryOf<Row>(__dirname, 'name')` assigned to a constant. */
function loadingCall(node: ts.Node): { call: ts.CallExpression; loader: string; name: string } | undefined {
  if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isCallExpression(node.initializer)) return;
  const call = node.initializer;
  const [folder, name] = call.arguments;
  if (!ts.isIdentifier(call.expression) || !['loadSql', 'queryOf'].includes(call.expression.text)) return;
  if (folder.getText() !== '__dirname' || !ts.isStringLiteral(name)) return;
  return { call, loader: call.expression.text, name: name.text };
}

/** Whether a call is `session.query(…)`, under any name of the variable. */
function runsStatement(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const { expression } = call;
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === 'query' &&
    checker.getTypeAtLocation(expression.expression).symbol?.name === 'Session'
  );
}

/** Where the statement of a call is declared: two places for `a ? ONE : OTHER`, undefined where it is made in code. */
function declarationsOf(statement: ts.Expression, checker: ts.TypeChecker): (ts.Declaration | undefined)[] {
  if (ts.isConditionalExpression(statement))
    return [statement.whenTrue, statement.whenFalse].flatMap((branch) => declarationsOf(branch, checker));
  if (
    ts.isCallExpression(statement) &&
    ts.isPropertyAccessExpression(statement.expression) &&
    statement.expression.name.text === 'with'
  )
    return declarationsOf(statement.expression.expression, checker);
  const symbol = ts.isIdentifier(statement) ? checker.getSymbolAtLocation(statement) : undefined;
  const original = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return [original?.valueDeclaration];
}

/**
 * Row of the `Promise<Row[]>` that a call returns, whether `Row` is written out or inferred from what receives it;
 * undefined for the default, `Record<string, unknown>`, which claims nothing.
 */
function rowTypeOf(call: ts.CallExpression, checker: ts.TypeChecker): RowType | undefined {
  const [rows] = checker.getTypeArguments(checker.getTypeAtLocation(call) as ts.TypeReference);
  const [row] = checker.getTypeArguments(rows as ts.TypeReference);
  if (row.flags & ts.TypeFlags.TypeParameter) return undefined; // queryOf, whose callers say which
  const columns = columnsOf(row, checker);
  return columns.size === 0 && checker.getIndexInfosOfType(row).length > 0 ? undefined : columns;
}

function columnsOf(row: ts.Type, checker: ts.TypeChecker): RowType {
  return new Map(
    checker
      .getPropertiesOfType(row)
      .map((column) => [column.name, describeType(checker.getTypeOfSymbol(column), checker)]),
  );
}

function describeType(type: ts.Type, checker: ts.TypeChecker): string {
  const parts = type.isUnion() ? type.types : [type];
  const absent = ts.TypeFlags.Null | ts.TypeFlags.Undefined;
  const described = parts.filter(({ flags }) => !(flags & absent)).map((part) => describePart(part, checker));
  return [...new Set(described)].sort().join(' | ');
}

function describePart(type: ts.Type, checker: ts.TypeChecker): string {
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (checker.isArrayType(type)) {
    const element = describeType(checker.getTypeArguments(type as ts.TypeReference)[0], checker);
    return element.includes(' ') ? `(${element})[]` : `${element}[]`;
  }
  return type.symbol?.name ?? checker.typeToString(type);
}
