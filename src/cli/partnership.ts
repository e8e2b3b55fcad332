import { type Command, InvalidArgumentError } from 'commander';
import { writeAudit } from '../access';
import { storeAgencies, USUAL_AGENCIES } from '../domain/agencies';
import {
  addMembers,
  addPartnership,
  listPartnerships,
  type Membership,
  removeMembers,
} from '../domain/areas';
import { changeVocabulary, DEFAULT_PROFILE } from '../domain/vocabulary';
import { remark, say, withDatabase } from './context';

const SHARING = "let the county's analysts read the members' closed records, not only their exact counts";

const PROFILES = 'community-safety, police-uk or assessment-2009';

const ACTOR = 'command line';

interface AddOptions {
  members?: string[];
  records?: boolean;
  themes: string;
}

/** Codes separated by commas. */
function codes(text: string): string[] {
  const given = text.split(',').map((code) => code.trim());
  if (given.includes('')) throw new InvalidArgumentError('Codes, separated by commas.');
  return given;
}

async function add(
  code: string,
  name: string,
  { members, records = false, themes }: AddOptions,
): Promise<void> {
  const remarks = await withDatabase((database) =>
    database.transaction({}, async (session) => {
      const { id } = await addPartnership(session, { code, name });
      await changeVocabulary(session, id, { profile: themes }, ACTOR);
      await storeAgencies(session, id, USUAL_AGENCIES);
      await writeAudit(session, { actor: ACTOR, action: 'partnership.add', partnershipId: id });
      return members ? addMembers(session, { county: code, members, sharesRecords: records }) : [];
    }),
  );
  for (const text of remarks) remark(text);
  say(
    members
      ? `Added ${code}, ${name}, a county of ${members.join(', ')}.`
      : `Added ${code}, ${name}. Next: csg import boundaries --kind ward --partnership ${code} FILE`,
  );
}

async function join(membership: Membership): Promise<void> {
  const remarks = await withDatabase((database) =>
    database.transaction({}, (session) => addMembers(session, membership)),
  );
  for (const text of remarks) remark(text);
  const { county, members, sharesRecords } = membership;
  say(`Members of ${county}: ${members.join(', ')}${sharesRecords ? ', with their records' : ''}.`);
}

async function leave(county: string, members: string[]): Promise<void> {
  await withDatabase((database) =>
    database.transaction({}, (session) => removeMembers(session, { county, members })),
  );
  say(`No longer members of ${county}: ${members.join(', ')}.`);
}

async function list(): Promise<void> {
  const partnerships = await withDatabase((database) =>
    database.transaction({ readOnly: true }, listPartnerships),
  );
  for (const { code, name, memberCodes } of partnerships)
    say([code, name, ...(memberCodes.length > 0 ? [memberCodes.join(', ')] : [])].join('\t'));
}

function addMemberCommands(partnership: Command): void {
  const members = partnership
    .command('members')
    .description('the districts that a county is made of: its data are theirs');
  members
    .command('add')
    .description('make partnerships members of a county, or say anew what they share with it')
    .argument('<county>', 'code of the county')
    .argument('<codes...>', 'codes of the members')
    .option('--records', SHARING)
    .addHelpText('after', '\nExample:\n  $ csg partnership members add E10000015 E22000145 E22000146')
    .action((county: string, given: string[], { records = false }: Pick<AddOptions, 'records'>) =>
      join({ county, members: given, sharesRecords: records }),
    );
  members
    .command('remove')
    .description('take members out of a county')
    .argument('<county>', 'code of the county')
    .argument('<codes...>', 'codes of the members')
    .action(leave);
}

/** `csg partnership add`, `csg partnership list` and `csg partnership members` */
export function addPartnershipCommands(program: Command): void {
  const partnership = program
    .command('partnership')
    .description('the Community Safety Partnerships of this database');
  partnership
    .command('add')
    .description('add a partnership by its ONS code')
    .argument('<code>', 'ONS code, E22… (of a county E10…)')
    .argument('<name>', 'name as people know it')
    .option('--members <codes>', 'make it a county of these partnerships, separated by commas', codes)
    .option('--records', `of a county: ${SHARING}`)
    .option('--themes <profile>', `set of themes: ${PROFILES}`, DEFAULT_PROFILE)
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg partnership add E22000353 "Central Bedfordshire"' +
        '\n  $ csg partnership add E10000015 "Hertfordshire" --members E22000145,E22000146',
    )
    .action(add);
  partnership.command('list').description('list code and name of each, and members of counties').action(list);
  addMemberCommands(partnership);
}
