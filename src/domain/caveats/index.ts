export { caveat, caveatIf, distinctCaveats, numberOf } from './caveat';
export { Caveat, CaveatCode } from './caveat.type';
