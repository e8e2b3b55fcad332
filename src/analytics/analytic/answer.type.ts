import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A parameter that an answer was computed with, whether given or filled in.' })
export class Parameter {
  @Field({ description: 'The argument or setting; of two filters each parameter is named after its own.' })
  name!: string;

  @Field({ description: 'As text; distances in metres, days as ISO dates.' })
  value!: string;
}

/** What every analytic says beside its answer. */
@ObjectType()
export abstract class Answer {
  @Field(() => [Parameter], { description: 'All parameters, with the defaults that were filled in.' })
  parameters!: Parameter[];

  @Field({ description: 'Names the data that this was computed from; it changes with every load.' })
  dataVersion!: string;

  @Field(() => [String], { description: 'What to know before using the answer.' })
  caveats!: string[];
}
