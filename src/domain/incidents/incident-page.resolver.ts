import { FieldResolver, Resolver, Root } from 'type-graphql';
import { type Connection, connectionType } from '../../platform/paging';
import { Caveat } from '../caveats';
import { Source } from '../vocabulary';
import { Incident } from './incident.type';
import type { Selection } from './selection/selection';

export const IncidentConnection = connectionType(Incident, 'Incident', 'incidents');

/** A page of incidents, and what they were selected by. */
export interface SelectedIncidents extends Connection<Incident> {
  selection: Selection;
}

@Resolver(() => IncidentConnection)
export class IncidentPageResolver {
  @FieldResolver(() => [Source], { description: 'Sources whose incidents are listed.' })
  sources(@Root() { selection }: SelectedIncidents): Source[] {
    return [...selection.recordSources, ...selection.cellSources];
  }

  @FieldResolver({
    description:
      'Version of the data that the answer was computed from; a load of what the viewer reads exactly changes it, and else a release.',
  })
  dataVersion(@Root() { selection }: SelectedIncidents): string {
    return selection.dataVersion;
  }

  @FieldResolver(() => [Caveat], {
    description:
      'Limits of the answer, each once, to be shown beside its figures; empty where none is known.',
  })
  caveats(@Root() { selection }: SelectedIncidents): Caveat[] {
    return selection.caveats;
  }
}
