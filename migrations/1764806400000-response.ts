import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables of the plan: recommendations, their actions with zones and history, activities that run already, and calendar
 * events with the themes that they affect.
 */
export class Response1764806400000 implements MigrationInterface {
  name = 'Response1764806400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recommendation (
        partnership_id smallint NOT NULL REFERENCES partnership,
        id integer GENERATED ALWAYS AS IDENTITY,
        theme_id smallint REFERENCES theme,
        owner_id smallint NOT NULL REFERENCES agency,
        text text NOT NULL,
        status text NOT NULL CHECK (status IN ('PROPOSED', 'ADOPTED', 'COMPLETED', 'REJECTED')),
        version integer NOT NULL CHECK (version > 0),
        PRIMARY KEY (partnership_id, id)
      );
      COMMENT ON COLUMN recommendation.theme_id IS 'Null: strategic, for the partnership as a whole.';

      CREATE TABLE action (
        partnership_id smallint NOT NULL,
        id integer GENERATED ALWAYS AS IDENTITY,
        recommendation_id integer NOT NULL,
        owner_id smallint NOT NULL REFERENCES agency,
        text text NOT NULL,
        starts date,
        PRIMARY KEY (partnership_id, id),
        FOREIGN KEY (partnership_id, recommendation_id) REFERENCES recommendation
      );
      COMMENT ON COLUMN action.starts IS 'The day from which on it is done: what an evaluation divides before from after by.';
      CREATE INDEX action_of_recommendation ON action (partnership_id, recommendation_id);

      CREATE TABLE action_zone (
        partnership_id smallint NOT NULL,
        action_id integer NOT NULL,
        role text NOT NULL CHECK (role IN ('TARGET', 'CONTROL', 'DISPLACEMENT', 'DISPLACEMENT_CONTROL')),
        kind text NOT NULL CHECK (kind IN ('WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'LSOA')),
        code text NOT NULL,
        PRIMARY KEY (partnership_id, action_id, role),
        FOREIGN KEY (partnership_id, action_id) REFERENCES action
      );
      COMMENT ON TABLE action_zone IS 'Areas by code, in the boundaries of each month.';

      CREATE TABLE action_change (
        partnership_id smallint NOT NULL,
        action_id integer NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        status text NOT NULL CHECK (status IN ('PLANNED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
        progress smallint NOT NULL CHECK (progress BETWEEN 0 AND 100),
        due date NOT NULL,
        note text,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (partnership_id, action_id, version),
        FOREIGN KEY (partnership_id, action_id) REFERENCES action
      );
      COMMENT ON TABLE action_change IS 'How an action went. The greatest version holds; the others are its history.';
      CREATE VIEW shown_action_change WITH (security_barrier) AS
        SELECT partnership_id, action_id, version, status, progress, due, note, changed_at,
          CASE WHEN current_user <> 'csg_viewer'
            OR partnership_id = nullif(current_setting('csg.exact_partnership', true), '')::smallint
          THEN changed_by END AS changed_by
        FROM action_change;
      COMMENT ON VIEW shown_action_change IS 'Progress is for everyone to read; who wrote it down, for the partnership itself.';

      CREATE TABLE partnership_activity (
        partnership_id smallint NOT NULL REFERENCES partnership,
        id integer GENERATED ALWAYS AS IDENTITY,
        theme_id smallint NOT NULL REFERENCES theme,
        owner_id smallint REFERENCES agency,
        name text NOT NULL,
        starts date,
        ends date,
        version integer NOT NULL CHECK (version > 0),
        PRIMARY KEY (partnership_id, id),
        CHECK (starts <= ends)
      );
      COMMENT ON TABLE partnership_activity IS 'What is being done about a theme, whether recommended or not.';

      CREATE TABLE calendar_event (
        partnership_id smallint NOT NULL REFERENCES partnership,
        id integer GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL,
        starts date NOT NULL,
        ends date NOT NULL,
        PRIMARY KEY (partnership_id, id),
        CHECK (starts <= ends)
      );

      CREATE TABLE calendar_event_theme (
        partnership_id smallint NOT NULL,
        event_id integer NOT NULL,
        theme_id smallint NOT NULL REFERENCES theme,
        PRIMARY KEY (partnership_id, event_id, theme_id),
        FOREIGN KEY (partnership_id, event_id) REFERENCES calendar_event ON DELETE CASCADE
      );

      GRANT SELECT ON recommendation, action, action_zone, shown_action_change, partnership_activity, calendar_event,
        calendar_event_theme TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW shown_action_change;
      DROP TABLE calendar_event_theme, calendar_event, partnership_activity, action_change, action_zone, action,
        recommendation`);
  }
}
