import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { canReadRecords, type RequestContext } from '../../access';
import { type Connection, checkFirst, connectionOf, decodeCursor, encodeCursor } from '../../platform/paging';
import { findDataset } from './datasets/datasets';
import { findException, setException } from './deliverers';
import { declareHolding, declarer } from './holdings';
import { findSubmission, holdingsOf, sharingLedger, toSubmission } from './ledger';
import {
  DeliveryException,
  DeliveryExceptionInput,
  Holding,
  HoldingInput,
  RejectedRow,
  RejectedRowConnection,
  SharingLedger,
  Submission,
} from './ledger.type';
import { countRejects, selectRejects, selectSubmission } from './submissions.queries';
import { withdrawSubmission } from './withdrawal';

const MAX_REJECTS = 1_000;
/** Name of the list in cursors. */
const REJECTS = 'rejects';

@ArgsType()
class RejectPage {
  @Field(() => ID, { description: 'Id of the delivery.' })
  submission!: string;

  @Field(() => Int, {
    defaultValue: 100,
    description: `Rows per page, 0 to ${MAX_REJECTS}, such as 50. Default: 100.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the row to start after; omit it for the first page.',
  })
  after?: string | null;
}

@ArgsType()
class HoldingArgs {
  @Field(() => HoldingInput, { description: 'Declaration to record.' })
  holding!: HoldingInput;
}

@ArgsType()
class DeliveryExceptionArgs {
  @Field(() => DeliveryExceptionInput, { description: 'Permission to give or to take back.' })
  exception!: DeliveryExceptionInput;
}

@Resolver()
export class SharingResolver {
  @Query(() => SharingLedger, {
    description:
      'Ledger of the twelve statutory data sets for a quarter: which agencies of a partnership have ' +
      'delivered which. Files are delivered with `PUT /submissions/{dataset}/{quarter}`. Needs a key of ' +
      'the partnership; the key of an agency sees the lines of that agency.',
  })
  sharingLedger(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('quarter', () => String, {
      description: 'Calendar quarter from 2007Q3, such as 2023Q2.',
    })
    quarter: string,
  ): Promise<SharingLedger> {
    return sharingLedger(context, partnership, quarter);
  }

  @Query(() => RejectedRowConnection, {
    description: 'Rejected rows of a delivery, by line. Needs a key that sees the delivery in the ledger.',
  })
  async rejects(
    @Ctx() context: RequestContext,
    @Args() { submission: id, first, after }: RejectPage,
  ): Promise<Connection<RejectedRow>> {
    checkFirst(first, MAX_REJECTS);
    const cursor = decodeCursor<[string, number, string]>(
      after,
      ['string', 'number', 'string'],
      ([list, line]) => list === REJECTS && Number.isSafeInteger(line) && Math.abs(line) < 2 ** 31,
    );
    const submission = await findSubmission(context, id);
    const rows = await context.session((session) =>
      selectRejects(session, submission, { first, after: cursor && [cursor[1], cursor[2]] }),
    );
    return connectionOf(
      rows,
      first,
      ({ line, field }) => encodeCursor([REJECTS, line, field]),
      () => context.session((session) => countRejects(session, submission)),
    );
  }

  @Query(() => [Holding], {
    description: 'Declarations of the agencies of a partnership about the data sets that they hold.',
  })
  holdings(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<Holding[]> {
    return holdingsOf(context, partnership);
  }

  @Mutation(() => Holding, {
    description:
      'Records that an agency holds records of a data set from a quarter on, or holds none, so that none ' +
      'are due. Needs a key of the agency with the scope submit, or a key of the partnership with the ' +
      'role ADMIN.',
  })
  async setHolding(@Ctx() context: RequestContext, @Args() { holding }: HoldingArgs): Promise<Holding> {
    const { partnershipId, agency } = await context.session((session) => declarer(session, holding));
    const deed = {
      action: 'holding.set',
      partnershipId,
      detail: { agency: agency.code, held: holding.held },
    };
    return context.submit(deed, agency.id, (session) =>
      declareHolding(session, holding, `key ${context.viewer.keyId}`, async () => {
        const all = await holdingsOf(context, holding.partnership);
        const { code } = findDataset(holding.dataset);
        return all.find((each) => each.agency.code === agency.code && each.dataset === code) ?? null;
      }),
    );
  }

  @Mutation(() => DeliveryException, {
    description:
      'Allows an agency to deliver a data set that the Regulations put on another kind of agency, or forbids it ' +
      'again; what it has delivered stays. Needs a key of the partnership with the role ADMIN.',
  })
  async setDeliveryException(
    @Ctx() context: RequestContext,
    @Args() { exception }: DeliveryExceptionArgs,
  ): Promise<DeliveryException> {
    const { partnershipId, agency, dataset } = await context.session((session) =>
      findException(session, exception),
    );
    const { allowed } = exception;
    const deed = {
      action: 'delivery.exception',
      partnershipId,
      detail: { agency: agency.code, dataset: dataset.code, allowed },
    };
    return context.administer(deed, (session) =>
      setException(session, exception, allowed, `key ${context.viewer.keyId}`),
    );
  }

  @Mutation(() => Submission, {
    description:
      'Deletes a delivery: its rows are removed, except those that another delivery contains, and the ' +
      'record of it remains. Needs a key of the agency with the scope submit, or a key of the partnership ' +
      'with the role ADMIN.',
  })
  async deleteSubmission(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the delivery.' }) id: string,
  ): Promise<Submission> {
    const submission = await findSubmission(context, id);
    const deed = {
      action: 'submission.delete',
      partnershipId: submission.partnership_id,
      detail: { submission: submission.public_id },
    };
    return context.submit(deed, submission.agency_id, async (session) => {
      await withdrawSubmission(session, submission, `key ${context.viewer.keyId}`);
      const comparisons = canReadRecords(context.viewer, submission.partnership_id);
      return toSubmission(await selectSubmission(session, submission.public_id), comparisons);
    });
  }
}
