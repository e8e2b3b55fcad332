import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { FreeText } from '../../access';

/** Fields of inputs that add something, so that a repeated request adds it once. */
@InputType()
export abstract class Referenced {
  @FreeText(100)
  @IsOptional()
  @Field(() => String, {
    nullable: true,
    description:
      'Your own name for what is added, unique among entries of this type in the partnership, such as `crm-4711`. A ' +
      'request with a reference that is there already changes that entry instead of adding another.',
  })
  reference?: string | null;
}

/** Row of an entry that was added or found by its reference. */
export interface StoredEntry {
  id: number;
  /** Whether the entry is new. */
  made: boolean;
}
