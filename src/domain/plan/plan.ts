import type { RequestContext } from '../../access';
import { addDays, today } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Conflict, Problem } from '../../platform/errors';
import { findAgency } from '../agencies';
import { findPartnership, holdersOf, partnershipById, unknownArea } from '../areas';
import { namedArea, trackedHotspotOn } from '../incidents';
import { requireNamed, type VersionedPartnership, type VocabularyTheme, vocabularyAt } from '../vocabulary';
import {
  type Action,
  type ActionInput,
  type ActionProgress,
  ActionStatus,
  type Recommendation,
  type RecommendationChange,
  type RecommendationInput,
  RecommendationStatus,
  ZoneKind,
} from './recommendation.type';
import {
  addAction,
  addActionChange,
  addRecommendation,
  changeRecommendation,
  findAction,
  findRecommendation,
  selectRecommendations,
  selectZoneFaults,
  ZONES,
  type Zone,
  type Zones,
} from './recommendations.queries';

/**
 * Theme by its code.
 *
 * @param field input that holds the code, for the message.
 * @throws Problem BAD_USER_INPUT, listing the codes.
 */
export async function findTheme(
  session: Session,
  partnership: VersionedPartnership,
  code: string,
  field: string,
): Promise<VocabularyTheme> {
  return requireNamed('themes', field, code, await vocabularyAt(session, partnership));
}

/** The thing that was found. @throws Problem NOT_FOUND where it is null. */
export function found<T>(thing: T | null, what: string): T {
  if (thing) return thing;
  throw new Problem('NOT_FOUND', `There is no ${what} with this id.`);
}

/**
 * Problem CONFLICT for a change to a version that is not the latest.
 *
 * @param current reads the thing as it is.
 */
export function stale(what: string, current: () => Promise<unknown>): Problem {
  return new Conflict(
    `This is not the version that the ${what} has now: someone has changed it. Read it again, and send its version.`,
    current,
  );
}

/** @throws Problem BAD_USER_INPUT where a due date has passed. */
function checkDue(due: string, field: string): void {
  if (due < today())
    throw new Problem('BAD_USER_INPUT', `${field} must be today or later.`, { field, earliest: today() });
}

/**
 * Adds a recommendation, or changes the one with its reference, with its line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND (partnership), BAD_USER_INPUT (theme, owner).
 */
export async function recommend(
  context: RequestContext,
  input: RecommendationInput,
): Promise<Recommendation> {
  const partnership = await context.session((session) => findPartnership(session, input.partnership));
  const { id: partnershipId } = partnership;
  const nodeIds = await context.nodeIds();
  const detail: Record<string, unknown> = {};
  return context.edit({ action: 'recommendation.add', partnershipId, detail }, async (session) => {
    const owner = await findAgency(session, partnershipId, input.owner, 'input.owner');
    const theme =
      input.theme == null ? null : await findTheme(session, partnership, input.theme, 'input.theme');
    const { id, made } = await addRecommendation(session, {
      ...{ partnershipId, reference: input.reference },
      themeId: theme?.id ?? null,
      ownerId: owner.id,
      text: input.text.trim(),
      status: RecommendationStatus.PROPOSED,
    });
    const recommendation = nodeIds.encode({ kind: 'Recommendation', partnershipId, id });
    Object.assign(detail, { recommendation, theme: theme?.code ?? null, owner: owner.code });
    if (!made) detail.repeated = true;
    return (await findRecommendation(session, id))!.found;
  });
}

/**
 * Changes a recommendation, with a line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND, BAD_USER_INPUT (owner), CONFLICT where the stored one has another version.
 */
export async function reviseRecommendation(
  context: RequestContext,
  input: RecommendationChange,
): Promise<Recommendation> {
  const id = await context.idOf('Recommendation', input.id, 'recommendation');
  const { partnershipId } = found(
    await context.session((session) => findRecommendation(session, id)),
    'recommendation',
  );
  const read = async () => {
    const all = await context.session((session) => selectRecommendations(session, partnershipId));
    return all.find((each) => each.id === id)!;
  };
  const { version, text, status = null } = input;
  const detail = { recommendation: input.id, version: version + 1, ...(status && { status }) };
  await context.edit({ action: 'recommendation.change', partnershipId, detail }, async (session) => {
    const owner =
      input.owner == null ? null : await findAgency(session, partnershipId, input.owner, 'input.owner');
    const change = { id, version, text: text?.trim() ?? null, ownerId: owner?.id ?? null, status };
    if (!(await changeRecommendation(session, partnershipId, change))) throw stale('recommendation', read);
  });
  return read();
}

/** Zones that require another zone. */
const NEEDS: Partial<Record<Zone, Zone>> = {
  control: 'target',
  displacement: 'target',
  displacementControl: 'displacement',
};

/**
 * Zones of an input, read as the viewer: nobody can name a hotspot that the key may not see.
 *
 * @param day on which the action begins: hotspots are those that had been found before, so that their places are not chosen
 *   by what came after.
 * @throws Problem BAD_USER_INPUT where a required zone is missing, or a hotspot is none of the partnership before the day.
 */
async function zonesOf(
  session: Session,
  partnershipId: number,
  input: ActionInput,
  day: string,
): Promise<Zones> {
  const zones: Zones = {};
  for (const zone of Object.keys(ZONES) as Zone[]) {
    const area = input[zone];
    if (!area) continue;
    const field = `input.${zone}`;
    if (area.hotspot == null) {
      zones[zone] = namedArea(area, field);
      continue;
    }
    const { code: partnership } = await partnershipById(session, partnershipId);
    const asked = { partnership, id: area.hotspot, field: `${field}.hotspot` };
    const { tracked } = await trackedHotspotOn(session, asked, addDays(day, -1));
    zones[zone] = { kind: ZoneKind.HOTSPOT, hotspot: tracked };
  }
  for (const zone of Object.keys(zones) as Zone[]) {
    const needed = NEEDS[zone];
    if (needed && !zones[needed])
      throw new Problem('BAD_USER_INPUT', `input.${zone} says nothing without input.${needed}: name both.`, {
        field: `input.${needed}`,
      });
  }
  return zones;
}

/** @throws Problem BAD_USER_INPUT where a zone is not an area of the day, or overlaps with another. */
async function checkZones(session: Session, partnershipId: number, zones: Zones, day: string): Promise<void> {
  const { ids } = holdersOf(await partnershipById(session, partnershipId));
  const [fault] = await selectZoneFaults(session, ids, zones, day);
  if (!fault) return;
  const { zone, other } = fault;
  const place = zones[zone]!;
  if (other === null && !('hotspot' in place))
    throw await unknownArea(session, ids, { ...place, field: `input.${zone}` }, `on ${day}`);
  const field = `input.${zone}`;
  throw new Problem(
    'BAD_USER_INPUT',
    `${field} overlaps input.${other}. Name areas that share no ground; they may touch.`,
    { field },
  );
}

/**
 * Adds an action to a recommendation, or changes the one with its reference, with its line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND (recommendation), BAD_USER_INPUT (owner, due, from, zones), CONFLICT where the
 *   reference is that of another recommendation's action.
 */
export async function act(context: RequestContext, input: ActionInput): Promise<Action> {
  const recommendationId = await context.idOf('Recommendation', input.recommendation, 'recommendation');
  const { partnershipId } = found(
    await context.session((session) => findRecommendation(session, recommendationId)),
    'recommendation',
  );
  const { due, from = null } = input;
  const day = from ?? today();
  const nodeIds = await context.nodeIds();
  const detail: Record<string, unknown> = { recommendation: input.recommendation, due };
  const zones = await context.session((session) => zonesOf(session, partnershipId, input, day));
  const added = await context.edit({ action: 'action.add', partnershipId, detail }, async (session) => {
    if (from !== null && from > due)
      throw new Problem('BAD_USER_INPUT', 'input.from must not be later than input.due.', {
        field: 'input.from',
      });
    const owner = await findAgency(session, partnershipId, input.owner, 'input.owner');
    await checkZones(session, partnershipId, zones, day);
    const entry = await addAction(session, {
      ...{ partnershipId, recommendationId, from, zones, reference: input.reference },
      ownerId: owner.id,
      text: input.text.trim(),
    });
    if (!entry)
      throw new Problem('CONFLICT', 'input.reference is that of an action of another recommendation.', {
        field: 'input.reference',
      });
    const { id, made } = entry;
    const changed = { partnershipId, actionId: id, keyId: context.viewer.keyId, made };
    await storeDue(session, changed, due);
    const action = nodeIds.encode({ kind: 'Action', partnershipId, id });
    Object.assign(detail, { action, owner: owner.code, ...(!made && { repeated: true }) });
    return id;
  });
  return readAction(context, added);
}

/** Stores the day on which an action is due: in its first version where it is new, in the next one where it differs. */
async function storeDue(
  session: Session,
  action: { partnershipId: number; actionId: number; keyId: number | null; made: boolean },
  due: string,
): Promise<void> {
  const { partnershipId, actionId, keyId, made } = action;
  const last = made ? null : (await findAction(session, actionId))!.found;
  if (last?.due === due) return;
  checkDue(due, 'input.due');
  const { version = 0, status = ActionStatus.PLANNED } = last ?? {};
  const change = { version, status, progress: last ? null : 0, due, note: null, at: null };
  await addActionChange(session, { partnershipId, actionId }, { ...change, by: { keyId } });
}

/** An action after an edit, read as the viewer: an edit's own transaction sees the names of all hotspots. */
function readAction(context: RequestContext, id: number): Promise<Action> {
  return context.session(async (session) => (await findAction(session, id))!.found);
}

/** Progress of a completed action, in per cent. */
const DONE = 100;

/**
 * Stores status and progress of an action as its next version, with a line in the audit.
 *
 * @throws Problem FORBIDDEN, NOT_FOUND, BAD_USER_INPUT (progress, due), CONFLICT where the stored one has another
 *   version.
 */
export async function report(context: RequestContext, said: ActionProgress): Promise<Action> {
  const actionId = await context.idOf('Action', said.id, 'action');
  const { partnershipId } = found(
    await context.session((session) => findAction(session, actionId)),
    'action',
  );
  const { version, status, due = null } = said;
  const completed = status === ActionStatus.COMPLETED;
  const progress = said.progress ?? (completed ? DONE : null);
  const detail = { action: said.id, version: version + 1, status, ...(due && { due }) };
  await context.edit({ action: 'action.change', partnershipId, detail }, async (session) => {
    if (due !== null) checkDue(due, 'due');
    if (completed && progress !== DONE)
      throw new Problem('BAD_USER_INPUT', 'progress: what is completed has 100; leave it out.', {
        field: 'progress',
      });
    const change = { version, status, progress, due, note: said.note?.trim() ?? null, at: null };
    const by = { keyId: context.viewer.keyId };
    if (!(await addActionChange(session, { partnershipId, actionId }, { ...change, by })))
      throw stale('action', () => readAction(context, actionId));
  });
  return readAction(context, actionId);
}
