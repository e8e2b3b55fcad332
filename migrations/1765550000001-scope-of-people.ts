import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scope of keys that read and deliver people. Keys that could read them, or have delivered them, get it, on record. */
export class ScopeOfPeople1765550000001 implements MigrationInterface {
  name = 'ScopeOfPeople1765550000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY open_or_own ON involvement USING
        (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
         OR (partnership_id = ANY ((SELECT record_partnerships())::smallint[])
             AND (SELECT current_setting('csg.people', true)) = 'on'));
      WITH changed AS (
        UPDATE api_key AS k
        SET scopes = scopes || '{people}'
        WHERE revoked_at IS NULL
          AND (('read' = ANY (scopes) AND role <> 'PARTNER') OR ('submit' = ANY (scopes) AND EXISTS (
            SELECT FROM submission AS s
            WHERE s.agency_id = k.agency_id AND s.content IN ('school-exclusions', 'road-collisions'))))
        RETURNING id, partnership_id, scopes
      )
      INSERT INTO audit (actor, action, partnership_id, detail)
      SELECT 'upgrade', 'key.scopes', partnership_id, jsonb_build_object('id', id, 'scopes', scopes)
      FROM changed`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE api_key SET revoked_at = now() WHERE scopes = '{people}' AND revoked_at IS NULL; -- none would mean all
      UPDATE api_key SET scopes = array_remove(scopes, 'people') WHERE 'people' = ANY (scopes);
      ALTER POLICY open_or_own ON involvement USING
        (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
         OR partnership_id = ANY ((SELECT record_partnerships())::smallint[]))`);
  }
}
