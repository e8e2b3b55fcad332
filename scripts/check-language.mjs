// Checks the language of descriptions in the published schema, of documents, of messages and of comments. Fails where one
// has a word that docs/style.md advises against, and prints file, line and the better way.
//
//   node scripts/check-language.mjs [folder]
//
// The folder is this repository by default.
import { readdirSync, readFileSync } from 'node:fs';
import { parse, visit } from 'graphql';
import ts from 'typescript';

/** Beginnings of verbs that British spelling ends in -ise. */
const ISE =
  'anonym|categor|character|emphas|final|general|initial|maxim|minim|normal|optim|organ|random|real|recogn|serial|' +
  'standard|summar|symbol|synchron|token|util|victim|visual|winsor';

/** Words to avoid in every text: pattern, and the better way. */
const WORDS = [
  [/\blikewise\b/i, 'say it again in full'],
  [/\bso many\b/i, '"this number of", or name the argument'],
  [/\bwhat to know\b/i, '"limits" or "caveats"'],
  [/\bwhatever\b/i, '"any", "for every", "independent of"'],
  [/\b(?:tells?|telling|told) of\b/i, '"records", "covers", "is about"'],
  [/\banew\b/i, '"again"'],
  [/\blets? expect\b/i, '"predicts", "number expected"'],
  [/\bwhat became of\b/i, '"outcome", "status"'],
  [/\bas far as (?:it|they|is|are)\b/i, '"known …", "where known"'],
  [/(?<!-)\b\d+ %/, 'no space: "5%"'],
  [/\bper cent (?:from|above|below|interval|limit)/i, '"5%"'],
  [new RegExp(`\\b(?:${ISE})iz(?:e[drs]?|ing|ations?)\\b`, 'i'), 'British spelling: -ise'],
  [/\banaly[z](?:e[drs]?|ing)\b/i, '"analyse"'],
  [/\b(?:behavi|col|fav|flav|hon|lab|neighb)or(?:s|ed|ing|ing|hood)?\b/i, 'British spelling: -our'],
  [/\b(?:center(?:s|ed)?|meters?|liters?)\b/i, 'British spelling: -re'],
  [/\b(?:label|model|travel|cancel)(?:ed|ing)\b/i, 'British spelling: -ll-'],
  [/\b(?:gray|catalog|fulfill|judgment|defense)\b/i, 'British spelling: grey, catalogue, fulfil …'],
];

/** Ways to begin a sentence that need the one before it, or a reader who guesses. */
const BEGINNINGS = [
  [
    /(?:^|[.;:] )(?:What|Whose|Whom|So many|The same|Likewise)\b(?![^.]*\?)/,
    'begin with the thing itself, a noun phrase',
  ],
];

/** A description stands alone, since the schema is sorted by name. */
const STANDING_ALONE = [
  [
    /^(?:Its?|They|Their|Those|These|This|That|He|She|The (?:two|others?|above|former|latter))\b/,
    'name what is meant',
  ],
  [/^(?:How|When|Where|Why|Who|Which|By wh|Neither|None of)\b/, 'begin with a noun phrase'],
  [/\b(?:fields? above|as above|see above|that figure|those of them|by that which)\b/i, 'name what is meant'],
  [/^[a-z](?!\S* ÷|-value\b|rue (?:for|where)\b)/, 'begin with a capital letter'],
  [/[^.?:)]$/, 'end with a full stop'],
];

const folder = process.argv[2];
const root = folder ? `${folder}/` : new URL('..', import.meta.url).pathname;
const read = (file) => readFileSync(`${root}${file}`, 'utf8');
const lineOf = (text, offset) => text.slice(0, offset).split('\n').length;

const NOT_READ = new Set(['.data', '.git', 'coverage', 'dist', 'node_modules']);
const files = readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !NOT_READ.has(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(`${root}${entry.name}`, { recursive: true }).map((file) => `${entry.name}/${file}`)
      : [entry.name],
  )
  .sort();
const filesOf = (pattern) => files.filter((file) => pattern.test(file));

/** Descriptions of the published schema. */
function* descriptions() {
  const file = 'schema/schema.graphql';
  const found = [];
  visit(parse(read(file)), {
    enter(node) {
      if (node.description) found.push(node.description);
    },
  });
  for (const { value, loc } of found) yield { file, line: loc.startToken.line, text: value.replace(/\s+/g, ' ') };
}

/** Paragraphs of the documents, without code. */
function* documents() {
  // docs/style.md quotes what it advises against.
  for (const file of filesOf(/[.]md$/).filter((name) => name !== 'docs/style.md')) {
    const text = read(file).replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, ''));
    for (const [index, line] of text.split('\n').entries())
      if (!/^#|^\|?[-: |]+$/.test(line))
        yield { file, line: index + 1, text: line.replace(/`[^`]*`/g, '`…`').replace(/\]\([^)]*\)/g, ']') };
  }
}

/** The text of a string or template, its values left out; null for any other expression. */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return `${textOf(node.left) ?? '…'}${textOf(node.right) ?? '…'}`;
  return null;
}

const sourceFiles = filesOf(/^(?!test\/).*(?<![.]d)[.]tsx?$/).map((file) => ({
  file,
  source: ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true),
}));

/** Texts of errors that a user may read. */
function* messages() {
  for (const { file, source } of sourceFiles) {
    const found = [];
    const walk = (node) => {
      if (ts.isNewExpression(node) && /^(?:Problem|\w*Error)$/.test(node.expression.getText(source)))
        for (const argument of node.arguments ?? []) {
          const text = textOf(argument);
          if (text?.includes(' ')) found.push({ file, line: lineOf(source.text, argument.getStart()), text });
        }
      ts.forEachChild(node, walk);
    };
    walk(source);
    yield* found;
  }
}

/** Comments of the code and of its SQL. */
function* comments() {
  for (const { file, source } of sourceFiles) {
    const seen = new Set();
    const walk = (node) => {
      for (const { pos, end } of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [])
        if (!seen.has(pos)) seen.add(pos).add(end);
      ts.forEachChild(node, walk);
    };
    walk(source);
    const bounds = [...seen];
    for (let i = 0; i < bounds.length; i += 2) {
      const text = source.text.slice(bounds[i], bounds[i + 1]).replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/)\s?/gm, '');
      yield { file, line: lineOf(source.text, bounds[i]), text: text.replace(/\s+/g, ' ').trim() };
    }
  }
  for (const file of filesOf(/[.]sql$/))
    for (const [index, line] of read(file).split('\n').entries()) {
      const comment = /--\s*(.*)/.exec(line)?.[1];
      if (comment) yield { file, line: index + 1, text: comment };
    }
}

/** Findings of a kind of text, one for each rule that it breaks. */
function check(texts, rules) {
  const findings = [];
  let count = 0;
  for (const { file, line, text } of texts) {
    count++;
    for (const [pattern, better] of rules) {
      const match = pattern.exec(text);
      if (match) findings.push(`${file}:${line}: "${match[0].trim() || text.slice(-12)}": ${better}`);
    }
  }
  if (count === 0) findings.push('Nothing was read: the patterns of scripts/check-language.mjs find no file.');
  return { count, findings };
}

const kinds = {
  descriptions: check(descriptions(), [...WORDS, ...BEGINNINGS, ...STANDING_ALONE]),
  documents: check(documents(), [...WORDS, ...BEGINNINGS]),
  messages: check(messages(), [...WORDS, ...BEGINNINGS]),
  comments: check(comments(), [...WORDS, ...BEGINNINGS]),
};

for (const { findings } of Object.values(kinds)) for (const finding of findings) console.error(finding);
const summary = Object.entries(kinds).map(([kind, { count, findings }]) => `${findings.length} of ${count} ${kind}`);
console.log(`To reword: ${summary.join(', ')}.`);
process.exitCode = Object.values(kinds).some(({ findings }) => findings.length > 0) ? 1 : 0;
