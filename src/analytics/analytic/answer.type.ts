import { Caveat } from '../../domain/caveats';
import { Source } from '../../domain/vocabulary';
import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'Parameter that an answer was computed with, given by the caller or filled in by default.',
})
export class Parameter {
  @Field({
    description:
      'Name of the argument or setting, such as `eps` or `where.period`. Where an analytic takes two ' +
      "filters, parameters of each are prefixed with the argument's name.",
  })
  name!: string;

  @Field({ description: 'Value as text; distances in metres, days as ISO 8601 dates.' })
  value!: string;
}

/** Parameters, sources, data version and caveats of every analytic. */
@ObjectType()
export abstract class Answer {
  @Field(() => [Parameter], {
    description: 'Every parameter of the computation, with the defaults that were filled in.',
  })
  parameters!: Parameter[];

  @Field(() => [Source], {
    description: 'Sources whose records were counted; empty where the answer is made of none.',
  })
  sources!: Source[];

  @Field({
    description:
      'Version of the data that the answer was computed from; a load of what the viewer reads exactly changes it, and else a release.',
  })
  dataVersion!: string;

  @Field(() => [Caveat], {
    description:
      'Limits of the answer, each once, to be shown beside its figures; empty where none is known.',
  })
  caveats!: Caveat[];
}
