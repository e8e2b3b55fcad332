import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People of incidents: victims, offenders, people searched. */
export class Involvement1764288000000 implements MigrationInterface {
  name = 'Involvement1764288000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE involvement (
        partnership_id smallint NOT NULL,
        incident_id bigint NOT NULL,
        person_key uuid NOT NULL,
        source_id smallint NOT NULL REFERENCES source,
        role text NOT NULL CHECK (role IN ('VICTIM', 'OFFENDER', 'SEARCHED')),
        organisation boolean NOT NULL,
        sex text CHECK (sex IN ('FEMALE', 'MALE', 'OTHER')),
        age_band_system text,
        age_band text,
        self_defined_system text,
        self_defined text,
        officer_defined_system text,
        officer_defined text,
        pseudonym text CHECK (length(pseudonym) <= 64),
        home_kind text CHECK (home_kind IN ('LSOA', 'WARD')),
        home_code text,
        PRIMARY KEY (partnership_id, incident_id, person_key),
        FOREIGN KEY (partnership_id, incident_id) REFERENCES incident ON DELETE CASCADE,
        CHECK ((age_band_system IS NULL) = (age_band IS NULL)),
        CHECK ((self_defined_system IS NULL) = (self_defined IS NULL)),
        CHECK ((officer_defined_system IS NULL) = (officer_defined IS NULL)),
        CHECK ((home_kind IS NULL) = (home_code IS NULL)),
        CHECK (NOT organisation OR num_nonnulls(sex, age_band, self_defined, officer_defined) = 0)
      );
      COMMENT ON TABLE involvement IS 'A person, or an organisation, in an incident. There is no place for names, addresses or dates of birth.';
      COMMENT ON COLUMN involvement.person_key IS 'Hash of what tells this person from every other of the incident.';
      COMMENT ON COLUMN involvement.source_id IS 'The source of the incident, which says who may see the person.';
      COMMENT ON COLUMN involvement.age_band IS 'Code of the system beside it; systems are never mapped onto each other. Likewise the ethnicities.';
      COMMENT ON COLUMN involvement.self_defined IS 'Ethnicity in the words of the person.';
      COMMENT ON COLUMN involvement.officer_defined IS 'Ethnic appearance in the eyes of an officer.';
      COMMENT ON COLUMN involvement.pseudonym IS 'What the agency calls the person in place of a name, the same in every incident.';
      COMMENT ON COLUMN involvement.home_code IS 'Code of the LSOA or ward, whether or not its boundary has been imported.';

      ALTER TABLE involvement ENABLE ROW LEVEL SECURITY;
      CREATE POLICY open_or_own ON involvement TO csg_viewer USING
        (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
         OR partnership_id = (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint));
      GRANT SELECT ON involvement TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE involvement');
  }
}
