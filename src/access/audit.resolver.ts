import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { londonDayBounds } from '../platform/calendar';
import { type Connection, checkFirst, connectionOf, decodeCursor, encodeCursor } from '../platform/paging';
import { countAudit, selectAudit } from './audit.queries';
import { AuditArgs, AuditConnection, type AuditLine, MAX_AUDIT_LINES } from './audit.type';
import type { RequestContext } from './gate';

/** Name of the list in cursors. */
const AUDIT = 'audit';

@Resolver()
export class AuditResolver {
  @Query(() => AuditConnection, {
    description:
      'Audit of a partnership, newest first: deliveries, dry runs, edits, refusals, keys, and reads of single records ' +
      'of closed sources. Needs a key of the partnership with the role ADMIN.',
  })
  async auditLog(
    @Ctx() context: RequestContext,
    @Args() { partnership, from, to, actor, action, first, after }: AuditArgs,
  ): Promise<Connection<AuditLine>> {
    checkFirst(first, MAX_AUDIT_LINES);
    const nodeIds = await context.nodeIds();
    const cursor = decodeCursor<[string, string]>(
      after,
      ['string', 'string'],
      ([list, id]) => list === AUDIT && nodeIds.idOf('AuditLine', id) !== null,
    );
    const selection = {
      from: from ? londonDayBounds(from).from : null,
      to: to ? londonDayBounds(to).to : null,
      ...{
        actor: actor ?? null,
        action: action ?? null,
        first,
        before: cursor && nodeIds.idOf('AuditLine', cursor[1]),
      },
    };
    const lines = await context.readAudit(partnership ?? null, (session, partnershipId) =>
      selectAudit(session, { ...selection, partnershipId }),
    );
    return connectionOf(
      lines.map((line) => ({ ...line, detail: JSON.stringify(line.detail) })),
      first,
      ({ id }) => encodeCursor([AUDIT, nodeIds.encode({ kind: 'AuditLine', partnershipId: 0, id })]),
      () =>
        context.readAudit(partnership ?? null, (session, partnershipId) =>
          countAudit(session, { ...selection, partnershipId }),
        ),
    );
  }
}
