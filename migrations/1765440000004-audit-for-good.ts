import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Audit that is only added to, until its lines are past the time for which they are kept. */
export class AuditForGood1765440000004 implements MigrationInterface {
  name = 'AuditForGood1765440000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX audit_of_partnership ON audit (partnership_id, id);
      CREATE INDEX audit_of_actor ON audit (actor, at);
      CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('csg.audit_purge', true) = 'on' AND OLD.at < now() - interval '30 days' THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'The audit is only added to.' USING ERRCODE = 'insufficient_privilege';
      END $$;
      COMMENT ON FUNCTION keep_audit IS 'Lines of the audit are never changed, and deleted only by the purge, at the earliest after 30 days.';
      CREATE TRIGGER keep_audit BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER keep_audit ON audit;
      DROP FUNCTION keep_audit;
      DROP INDEX audit_of_partnership, audit_of_actor`);
  }
}
