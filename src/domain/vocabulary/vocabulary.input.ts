import { ArrayMaxSize, IsOptional, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { FreeText } from '../../access';
import { CODE } from './field-checks';
import { Coverage, ThemeMatch } from './theme.type';

@InputType({ description: 'Degree to which one source records a theme.' })
export class ThemeSourceInput {
  @Field(() => ID, { description: 'Code of the source.' })
  source!: string;

  @Field(() => Coverage, {
    description: 'EXACT or PARENT_ONLY; a source that is not listed does not record it.',
  })
  coverage!: Coverage;
}

@InputType({
  description: 'Theme of a partnership of its own, or one of its profile as the partnership tells it.',
})
export class ThemeInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Matches(CODE, {
    message: 'must be a code: lower-case letters and digits, words joined by hyphens, up to 60',
  })
  @Field(() => ID, {
    description: 'Code of the theme, such as shop-theft-by-groups; an existing one is replaced.',
  })
  code!: string;

  @FreeText(100)
  @Field({ description: 'Name of the theme, up to 100 characters.' })
  name!: string;

  @IsOptional()
  @Field(() => String, {
    nullable: true,
    description:
      'Group of the theme: acquisitive, violent or other, which gives it a block in the assessment and a row in the ranking. ' +
      'Default: neither.',
  })
  group?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the theme that contains it. Default: none.' })
  parent?: string | null;

  @ArrayMaxSize(20)
  @Field(() => [String], { defaultValue: [], description: 'Other names of the theme.' })
  aliases!: string[];

  @Field({
    defaultValue: false,
    description:
      'Whether roles below ANALYST read closed sources of the theme for the whole partnership only; always so ' +
      'where it holds a sensitive offence.',
  })
  sensitive!: boolean;

  @IsOptional()
  @FreeText(200)
  @Field(() => String, {
    nullable: true,
    description: 'Law that makes the theme a priority of every partnership. Default: none.',
  })
  statutory?: string | null;

  @ArrayMaxSize(500)
  @Field(() => [ID], { defaultValue: [], description: 'Codes of the offences that belong to it.' })
  offences!: string[];

  @ArrayMaxSize(20)
  @Field(() => [ID], { defaultValue: [], description: 'Codes of flags, such as repeat.' })
  flags!: string[];

  @Field(() => ThemeMatch, {
    defaultValue: ThemeMatch.ANY,
    description: 'Whether an incident needs an offence or a flag of the theme, or both.',
  })
  match!: ThemeMatch;

  @IsOptional()
  @Field(() => ID, {
    nullable: true,
    description:
      'Code of an indicator whose figures describe the theme, in place of offences and flags. Default: none.',
  })
  indicator?: string | null;

  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Field(() => [ThemeSourceInput], {
    nullable: true,
    description:
      'Degree to which each source records the theme. Default: derived from its offences and flags.',
  })
  sources?: ThemeSourceInput[] | null;
}
