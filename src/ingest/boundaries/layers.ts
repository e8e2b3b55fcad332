import { fileProblem } from '../../platform/files';
import { printable } from './fields';

/**
 * Layer to read from a file that may have several: the requested one, else the only one.
 *
 * @throws Problem listing the layers, where there is none, or several and none was requested.
 */
export function chooseLayer(file: { name: string }, layers: string[], wanted: string | undefined): string {
  if (layers.length === 0) throw fileProblem(file, 'there is no layer of features in it.');
  const named = `The layers are: ${printable(layers)}.`;
  if (wanted === undefined) {
    if (layers.length === 1) return layers[0];
    throw fileProblem(file, `there are several layers. ${named} Choose one with --layer.`);
  }
  const found = layers.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw fileProblem(file, `there is no layer as named by --layer. ${named}`);
  return found;
}
