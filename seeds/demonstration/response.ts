import type { ShippedResponse } from '../../src/domain/plan';

type Recommendations = ShippedResponse['recommendations'];
type Activities = ShippedResponse['activities'];
type Events = ShippedResponse['events'];

/** Recommendations for a theme: text and owner, in words of the demonstration. */
const of = (theme: string, ...list: readonly (readonly [text: string, owner: string])[]): Recommendations =>
  list.map(([text, owner]) => ({ theme, text, owner }));

const DAY = (date: string) => new Date(`${date}T11:00:00Z`);

/**
 * Recommendations of the assessment of October 2009 with their owners. Their actions are invented and belong to an
 * earlier plan; nothing of their kind is planted in the records, so a fair evaluation finds no more than chance makes.
 */
const RECOMMENDATIONS: Recommendations = [
  ...of(
    'serious-acquisitive-crime',
    [
      'Have patrols and staff of all agencies seen in the hotspots, at the hours when most happens there.',
      'csp',
    ],
    [
      'Aim crime prevention at those who are hit most: the homes, vehicles and people that the profiles name.',
      'csp',
    ],
    ['Direct enforcement at the suspects whom the profile of each offence describes.', 'police'],
    [
      'Go into schools with two messages: how to keep things safe, and what follows for those who take them.',
      'local-authority',
    ],
    [
      'Roll SmartWater out over the whole area; begin with the most vulnerable people and with what thieves look for.',
      'police',
    ],
    ['Make the register Immobilise better known, so that people list what they own.', 'police'],
    [
      'Let Safer Homes reach further: find more vulnerable residents, and win more agencies that refer them.',
      'csp',
    ],
    ['Put the hotspots first when hedges are cut and street lights are mended.', 'local-authority'],
  ),
  {
    theme: 'serious-acquisitive-crime',
    text:
      'Keep the scheme Vulnerable Property in Vehicles, and find out whether staff of other agencies could look into cars ' +
      'and warn their owners, too.',
    owner: 'police',
    actions: [
      {
        text: 'Leave notices on cars with property in sight in the middle of Dunstable, and have the trap car out.',
        owner: 'police',
        from: '2009-01-01',
        zones: {
          target: { kind: 'WARD', code: 'DEMO-W01' },
          control: { kind: 'WARD', code: 'DEMO-W22' },
          displacement: { kind: 'WARD', code: 'DEMO-W02' },
          displacementControl: { kind: 'WARD', code: 'DEMO-W28' },
        },
        history: [
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2008-11-17'), status: 'PLANNED', progress: 0 },
            due: '2009-09-30',
          },
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2009-01-05'), status: 'IN_PROGRESS', progress: 10 },
            ...{
              due: '2009-09-30',
              note: 'First notices left; the trap car stands in a different street each week.',
            },
          },
          {
            ...{ by: 'Strategic Assessment, October 2009', at: DAY('2009-09-28') },
            ...{ status: 'IN_PROGRESS', progress: 60, due: '2010-03-31' },
            note: 'Goes on: council staff are to be asked whether they could leave notices as well.',
          },
        ],
      },
    ],
  },
  ...of(
    'non-domestic-burglary',
    [
      'Fit alarms and cameras to premises, to learn at what hours and by whom they are broken into.',
      'police',
    ],
    ['Work on the properties at risk on the Parkside Drive Estate.', 'police'],
  ),
  {
    theme: 'non-domestic-burglary',
    text: 'Win households over to marking what they keep in sheds and garages with SmartWater.',
    owner: 'police',
    actions: [
      {
        text: 'Mark property in the sheds and garages of Tithe Farm.',
        owner: 'police',
        from: '2008-07-01',
        zones: {
          target: { kind: 'WARD', code: 'DEMO-W09' },
          control: { kind: 'WARD', code: 'DEMO-W11' },
          displacement: { kind: 'WARD', code: 'DEMO-W07' },
          displacementControl: { kind: 'WARD', code: 'DEMO-W03' },
        },
        history: [
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2008-05-12'), status: 'PLANNED', progress: 0 },
            due: '2009-03-31',
          },
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2008-10-06'), status: 'IN_PROGRESS', progress: 45 },
            ...{ due: '2009-03-31', note: 'Nearly every second household has marked its property.' },
          },
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2009-03-30'), status: 'COMPLETED', progress: 100 },
            ...{ due: '2009-03-31', note: 'All streets have been visited.' },
          },
        ],
      },
    ],
  },
  ...of(
    'non-domestic-burglary',
    ['Win households over to better locks for what is valuable in sheds and garages.', 'csp'],
    ['Look into widening the scheme for vulnerable property to burglaries.', 'police'],
    [
      'Found a Business Crime Partnership, or build up what there is, against burglaries of businesses.',
      'local-authority',
    ],
    ['Support farms against burglars with an initiative in the manner of Stop That Thief.', 'csp'],
  ),
  ...of(
    'violent-crime',
    [
      'Keep a calendar of days that bring violence with alcohol, such as football matches and bank holidays, and plan ' +
        'campaigns by it.',
      'csp',
    ],
    ['Direct enforcement in town centres at the hotspots and the hours of most violence.', 'police'],
    ['Watch offences with weapons.', 'csp'],
  ),
  ...of(
    'domestic-abuse',
    ['Find out whether the Freedom Programme could go into sixth forms, as prevention.', 'domestic-abuse'],
    [
      'Find out how to reach older people and the most vulnerable, among them people with learning disabilities.',
      'domestic-abuse',
    ],
    ['Make it known that men are victims, too.', 'domestic-abuse'],
    [
      'Look into a service for men who abuse and have not been convicted: the IDAP of Probation takes only those who have.',
      'domestic-abuse',
    ],
    [
      'Campaign in the villages: nearly all reports come from towns, and some villages may keep silent.',
      'domestic-abuse',
    ],
    ['Have every agency name staff to be trained.', 'domestic-abuse'],
    ['Train those who work for Safer Homes.', 'domestic-abuse'],
  ),
  ...of('hate-crime', [
    'Watch hate crime, and analyse all of its incidents, above all those that other agencies than the police hear of.',
    'hate-crime',
  ]),
  ...of(
    'substance-misuse',
    [
      'Direct enforcement against drugs and drunkenness at the middle of Dunstable and at men aged 20 to 29.',
      'csp',
    ],
    [
      'Keep a calendar of days that bring violence with alcohol, such as football matches, and plan campaigns by it.',
      'csp',
    ],
    ['Support the building of Central Beds Safe.', 'csp'],
    ['Offer those who drink too much every weekend lessons in responsible drinking.', 'health'],
  ),
  ...of('anti-social-behaviour', [
    'Keep a calendar of days that bring anti-social behaviour, and tie messages of prevention and enforcement to it.',
    'csp',
  ]),
  {
    theme: 'anti-social-behaviour',
    text: 'Find out what Pride in Downside has achieved, and think of such events elsewhere.',
    owner: 'csp',
    actions: [
      {
        text: 'Hold Pride in Downside, and keep up what it began.',
        owner: 'local-authority',
        from: '2008-07-01',
        zones: {
          target: { kind: 'WARD', code: 'DEMO-W04' },
          control: { kind: 'WARD', code: 'DEMO-W13' },
        },
        history: [
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2008-06-02'), status: 'PLANNED', progress: 0 },
            due: '2009-06-30',
          },
          {
            ...{ by: 'Partnership plan 2008/09', at: DAY('2009-06-29'), status: 'COMPLETED', progress: 100 },
            ...{
              due: '2009-06-30',
              note: 'Held in July; the meetings that it began went on through the year.',
            },
          },
        ],
      },
    ],
  },
  ...of('anti-social-behaviour', [
    'Find out, with Probation, whether offenders could make good what they did on clean-up days.',
    'youth-offending',
  ]),
  ...of(
    'criminal-damage',
    [
      'Keep a calendar of days that bring damage, and tie messages of prevention and enforcement to it.',
      'csp',
    ],
    ['Hold clean-up days of all agencies in the hotspots.', 'csp'],
    ['Remove graffiti, abandoned cars and the like at once.', 'local-authority'],
    [
      'Look for places, away from where it causes problems, at which young people can meet.',
      'local-authority',
    ],
  ),
  ...of(
    'reducing-reoffending',
    ['See to it that prolific offenders are known, and come first, in every kind of crime.', 'csp'],
    [
      'See to it, with the council, that vulnerable young people are referred to YISPs and YIPs.',
      'youth-offending',
    ],
    [
      'See to it that every agency assesses vulnerable children and young people by the Common Assessment Framework.',
      'local-authority',
    ],
  ),
  ...of(
    'casualty-reduction',
    ['Find out what could be done together with the Casualty Reduction Partnership.', 'csp'],
    [
      'Teach staff who visit homes enough of fire safety to advise on it, or to ask for a Home Fire Safety Check.',
      'fire',
    ],
  ),
  ...[
    'Assess the years from April to March, as the national guidance does, with a review in September or October.',
    'Review the Intelligence Group: it should gather information for the assessment all through the year.',
    'Appoint the analyst of the partnership soon: without one, data from the partners stay without context.',
    'Draw up one calendar of what will matter in the next twelve months, and weigh its risks and chances by priority.',
  ].map((text) => ({ text, owner: 'csp' })),
];

/** Activities for a theme; owners where the name contains them. */
const runs = (
  theme: string,
  ...list: readonly (string | readonly [name: string, owner: string])[]
): Activities =>
  list.map((each) =>
    typeof each === 'string' ? { theme, name: each } : { theme, name: each[0], owner: each[1] },
  );

/** Partnership activity listed in the theme blocks of the assessment. */
const ACTIVITIES: Activities = [
  ...runs('burglary', 'Bobby Scheme', 'Burglary Information Pack', 'SmartWater', 'Safer Homes Campaign'),
  ...runs('burglary', 'Crimestoppers', ['Burglary Day of Action', 'csp'], ['Operation Vigilance', 'police']),
  ...runs(
    'burglary',
    'Nominated Neighbour Scheme',
    'Second Generation Campaign',
    'National Rogue Trader Scheme',
  ),
  ...runs('burglary', 'Keysafe'),
  ...runs('vehicle-crime', ['Trap car', 'police'], ['Vulnerable Property in Vehicles', 'police']),
  ...runs('vehicle-crime', 'Crime prevention advice packs', 'SmartWater', 'Auto Cocoon letters'),
  ...runs('vehicle-crime', 'Street surgeries at short notice'),
  ...runs('robbery', 'Level zero plan', 'Talking signs', 'Mobile CCTV', 'Environmental improvements'),
  ...runs('domestic-abuse', ['Bedfordshire Domestic Abuse Partnership', 'domestic-abuse'], 'Refuges'),
  ...runs('domestic-abuse', 'Independent Domestic Violence Advisors (IDVA)'),
  ...runs(
    'domestic-abuse',
    'Multi-Agency Risk Assessment Conferences (MARAC)',
    'Awareness campaigns',
    'Training',
  ),
  ...runs('domestic-abuse', 'Sanctuary scheme', 'Safe and Sound relationship pack', 'Freedom Programme'),
  ...runs('domestic-abuse', ['Integrated Domestic Abuse Programme (IDAP)', 'probation']),
  ...runs('domestic-abuse', 'Specialist Domestic Violence Courts (SDVC)'),
  ...runs('drug-misuse', 'Drug tests on arrest and Drugs Intervention Programme'),
  ...runs('drug-misuse', 'Service for users of stimulants', 'Child minding pilot', [
    'Targeted patrols',
    'police',
  ]),
  ...runs('drug-misuse', ['Action against driving under drink and drugs', 'police']),
  ...runs('alcohol-misuse', 'Awareness campaigns', 'Training', 'Summer campaigns', 'PubSafe'),
  ...runs('anti-social-behaviour', 'Pride in Downside'),
  ...runs('anti-social-behaviour', ['Central Bedfordshire ASB team', 'local-authority']),
  ...runs('anti-social-behaviour', 'Work in hotspots as they arise'),
  ...runs('criminal-damage', 'Environmental Action Days', 'Theatre in Education'),
  ...runs('criminal-damage', 'Clearing away what invites deliberate fires'),
  ...runs('reducing-reoffending', 'Drug tests on arrest and Drugs Intervention Programme'),
  ...runs('reducing-reoffending', ['Reparation work of the Youth Offending Service', 'youth-offending']),
  ...runs('reducing-reoffending', 'My Shout', 'Exceller8 summer programme'),
  ...runs('reducing-reoffending', 'Crimestoppers committee member for young people'),
  ...runs('casualty-reduction', 'Bedfordshire and Luton Casualty Reduction Partnership', 'Ride Safe'),
  ...runs('casualty-reduction', 'Summer campaign against driving under drink and drugs', 'Speed cameras'),
  ...runs('casualty-reduction', ['Home Fire Safety Checks', 'fire'], ['Visits to schools', 'fire']),
];

const NIGHTS_OUT = ['violent-crime', 'alcohol-misuse', 'anti-social-behaviour'];
const YOUNG_PEOPLE = ['anti-social-behaviour', 'criminal-damage'];
const CROWDS = ['anti-social-behaviour', 'violent-crime', 'theft-from-person'];

const on = (name: string, from: string, to: string, themes: readonly string[]) => ({
  name,
  from,
  to,
  themes,
});

/**
 * Calendar events: bank holidays and major matches on their real days, school holidays about so; carnivals and fairs
 * are invented.
 */
const EVENTS: Events = [
  on('New Year', '2008-12-31', '2009-01-01', NIGHTS_OUT),
  on('February half-term', '2009-02-14', '2009-02-22', YOUNG_PEOPLE),
  on('Easter holidays', '2009-04-04', '2009-04-19', YOUNG_PEOPLE),
  on('Easter weekend', '2009-04-10', '2009-04-13', NIGHTS_OUT),
  on('Early May bank holiday weekend', '2009-05-02', '2009-05-04', NIGHTS_OUT),
  on('Spring bank holiday weekend', '2009-05-23', '2009-05-25', NIGHTS_OUT),
  on('Summer half-term', '2009-05-23', '2009-05-31', YOUNG_PEOPLE),
  on('FA Cup final', '2009-05-30', '2009-05-30', ['violent-crime', 'alcohol-misuse', 'domestic-abuse']),
  on('Carnival, Dunstable', '2009-07-11', '2009-07-11', CROWDS),
  on('Summer holidays', '2009-07-22', '2009-09-02', YOUNG_PEOPLE),
  on('Carnival, Biggleswade', '2009-08-15', '2009-08-15', CROWDS),
  on('Summer bank holiday weekend', '2009-08-29', '2009-08-31', NIGHTS_OUT),
  on('Statute fair, Ampthill', '2009-09-12', '2009-09-13', CROWDS),
  on('Autumn half-term', '2009-10-24', '2009-11-01', YOUNG_PEOPLE),
  on('The clocks go back: dark evenings', '2009-10-25', '2009-11-21', [
    'domestic-burglary',
    'theft-from-vehicles',
  ]),
  on('Halloween', '2009-10-31', '2009-10-31', YOUNG_PEOPLE),
  on('Bonfire Night', '2009-11-05', '2009-11-08', YOUNG_PEOPLE),
  on('Lights switched on, Leighton Buzzard', '2009-11-27', '2009-11-27', CROWDS),
  on('Christmas shopping', '2009-12-05', '2009-12-24', [
    'theft-from-person',
    'shoplifting',
    'theft-from-vehicles',
  ]),
  on('Christmas', '2009-12-24', '2009-12-28', ['domestic-abuse', 'violent-crime', 'alcohol-misuse']),
  on('New Year', '2009-12-31', '2010-01-01', NIGHTS_OUT),
  on('February half-term', '2010-02-13', '2010-02-21', YOUNG_PEOPLE),
  on('Easter holidays', '2010-04-02', '2010-04-18', YOUNG_PEOPLE),
  on('Easter weekend', '2010-04-02', '2010-04-05', NIGHTS_OUT),
  on('Early May bank holiday weekend', '2010-05-01', '2010-05-03', NIGHTS_OUT),
  on('FA Cup final', '2010-05-15', '2010-05-15', ['violent-crime', 'alcohol-misuse', 'domestic-abuse']),
  on('Spring bank holiday weekend', '2010-05-29', '2010-05-31', NIGHTS_OUT),
  on('Summer half-term', '2010-05-29', '2010-06-06', YOUNG_PEOPLE),
  on('Football World Cup', '2010-06-11', '2010-07-11', ['violent-crime', 'alcohol-misuse', 'domestic-abuse']),
];

/** Plan of the demonstration's partnership. */
export const RESPONSE: ShippedResponse = {
  recommendations: RECOMMENDATIONS,
  activities: ACTIVITIES,
  events: EVENTS,
};
