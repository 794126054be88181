import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which versions of the rows there are. TypeORM orders migrations by the thirteen digits at the end of their names. */
export class Versions0000000000001 implements MigrationInterface {
  readonly name = 'Versions0000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SEQUENCE version_numbers`);
    await runner.query(`CREATE TABLE versions (
      number integer PRIMARY KEY DEFAULT nextval('version_numbers'),
      state text NOT NULL CHECK (state IN ('building', 'active', 'previous')),
      begun_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE UNIQUE INDEX one_active ON versions (state) WHERE state = 'active'`);
    await runner.query(`CREATE UNIQUE INDEX one_previous ON versions (state) WHERE state = 'previous'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE versions');
    await runner.query('DROP SEQUENCE version_numbers');
  }
}
