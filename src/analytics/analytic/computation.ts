import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { type Caveat, distinctCaveats } from '../../domain/caveats';
import { findHotspots, type IncidentFilter } from '../../domain/incidents';
import { orRefusal, type Problem } from '../../platform/errors';
import { canonical } from './canonical';
import { AnalyticContext, type NeedsOfAnalytic } from './context';

/**
 * A computation. If cached, requests with equal arguments, data and rights share its answers. So it must depend on
 * these only, read nothing that changes without a load, and its result must not be changed.
 */
export interface Computation<Args extends object> {
  /** Unique among all computations. */
  name: string;
  needs: NeedsOfAnalytic | ((args: Args) => NeedsOfAnalytic);
  /** Defaults of optional arguments for which the schema has none. */
  defaults?: Partial<Args> | ((args: Args) => Partial<Args>);
  /** Whether answers are cached between requests, true by default. */
  kept?: boolean;
}

/** Caller of a computation: a resolver, or the computation of another analytic. */
export type Asking = RequestContext | AnalyticContext;

export const requestOf = (asking: Asking): RequestContext =>
  asking instanceof AnalyticContext ? asking.request : asking;

/** Needs of a computation for some arguments. */
export function needsFor<Args extends object>(
  { needs }: Pick<Computation<Args>, 'needs'>,
  args: Args,
): NeedsOfAnalytic {
  return typeof needs === 'function' ? needs(args) : needs;
}

/** Arguments with the computation's defaults for those that are missing or null. */
export function withDefaults<Args extends object>(
  { defaults = {} }: Pick<Computation<Args>, 'defaults'>,
  args: Args,
): Args {
  const filled: Args = { ...args };
  const values = typeof defaults === 'function' ? defaults(args) : defaults;
  for (const name of Object.keys(values) as (keyof Args)[]) filled[name] ??= values[name]!;
  return filled;
}

/**
 * Versions of partnerships' data and hotspots by code, read in one batch for the answers that a request asks for
 * together.
 */
function dataVersions(context: RequestContext): DataLoader<string, string> {
  return new DataLoader<string, string>((codes) =>
    context.session(async (session) => {
      const versions: (string | Problem)[] = [];
      for (const code of codes)
        versions.push(
          await orRefusal(
            findPartnership(session, code).then(
              ({ id, dataVersion, hotspotsVersion }) => `${id}-${dataVersion}-${hotspotsVersion}`,
            ),
          ),
        );
      return versions;
    }),
  );
}

/** Codes of the partnerships whose data an answer reads: named by an argument, or by a filter among the arguments. */
function partnershipsIn(args: object): string[] {
  const codes = [args, ...Object.values(args)].flatMap((each: unknown) => {
    const code = (each as { partnership?: unknown } | null | undefined)?.partnership;
    return typeof code === 'string' ? [code] : [];
  });
  return [...new Set(codes)];
}

/** Filters by hotspot among arguments. */
const hotspotFilters = (args: object) =>
  Object.values(args).filter(
    (each: unknown): each is IncidentFilter =>
      typeof (each as Partial<IncidentFilter> | null | undefined)?.hotspot === 'string',
  );

/**
 * Cache key of an answer: the computation, the versions of the data and every argument. The cache adds the rights of
 * the viewer.
 */
async function keyOf(request: RequestContext, name: string, args: object): Promise<string> {
  if (!request.keepsAnswers) return canonical([name, args]);
  const codes = partnershipsIn(args);
  if (codes.length === 0) throw new Error(`${name} names no partnership, so its answers cannot be kept`);
  const known = request.loader(dataVersions);
  const versions = await Promise.all(codes.map((code) => known.load(code)));
  return createHash('sha256')
    .update(canonical([name, versions, args]))
    .digest('base64');
}

/** Computation in the form in which GraphQL or another computation calls it. */
export type Computing<Args extends object, Result> = (
  context: AnalyticContext,
  args: Args,
) => Promise<Result>;

/** Answer with duplicate caveats removed. */
function withDistinctCaveats<Result>(answer: Result): Result {
  const { caveats } = answer as { caveats?: Caveat[] };
  return caveats ? { ...answer, caveats: distinctCaveats(caveats) } : answer;
}

/** Wraps a computation in a function that answers from the cache of the request, if the computation is cached. */
export function answering<Args extends object, Result>(
  computation: Computation<Args>,
  compute: Computing<Args, Result>,
): (asking: Asking, args: Args) => Promise<Result> {
  const { name, kept = true } = computation;
  return async (asking, given) => {
    const request = requestOf(asking);
    const args = withDefaults(computation, given);
    const needs = needsFor(computation, args);
    const run = async (key: string | null) => {
      await findHotspots(request, hotspotFilters(args));
      return withDistinctCaveats(await compute(new AnalyticContext(request, needs, key), args));
    };
    if (!kept) return run(null);
    const key = await keyOf(request, name, args);
    return request.recall(key, () => run(key));
  };
}
