export { caveat, caveatIf, distinctCaveats } from './caveat';
export { Caveat, CaveatCode } from './caveat.type';
