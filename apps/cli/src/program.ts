import { Command } from 'commander';
import { addCopyLogCommand } from './commands/copy-log.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addExportCommand } from './commands/export.js';
import { addImportCommand } from './commands/import.js';
import { addMaintenanceCommands } from './commands/maintenance.js';
import { addReadingCommands } from './commands/reading.js';
import { addReportCommands } from './commands/report.js';
import { addIssuedCommand, addSheetCommand } from './commands/sheet.js';
import { withReplay, withRows, type Parts } from './parts.js';

const EXIT_CODES = `
Exit codes: 0 done, 1 a fault (verify: the log was altered), 2 bad usage or refused input, 3 nothing found.
Settings come from the environment: HABEAS_EVENT_STORE, HABEAS_READ_MODELS, HABEAS_REPORTS, HABEAS_FONTS, HABEAS_OFFICER.`;

export function programOf(parts: Parts): Command {
  const program = commandNamed('habeas')
    .description(
      'The record of a human-rights committee: what was so on any day, by what was known on any day, and why.',
    )
    .addHelpText('after', EXIT_CODES);
  addImportCommand(program, parts);
  addExportCommand(program, parts);
  addReadingCommands(program, parts, withRows);
  addReportCommands(program, parts, withRows);
  addSheetCommand(program, parts, withRows);
  addIssuedCommand(program, parts, withRows);
  const replay = program.command('replay').description('the same answers from the log alone, without rows');
  addReadingCommands(replay, parts, withReplay);
  addReportCommands(replay, parts, withReplay);
  addSheetCommand(replay, parts, withReplay);
  addMaintenanceCommands(program, parts);
  addCopyLogCommand(program, parts);
  addDoctorCommand(program, parts);
  return program;
}

const commandNamed = (name: string): Command =>
  new Command(name).exitOverride().showHelpAfterError('(--help tells more)').helpCommand(false);
