import { ChangesReportController } from './changes.controller.js';
import { FeedController } from './feed.controller.js';
import { FollowUpController } from './follow-up.controller.js';
import { PicturesController } from './pictures.controller.js';
import { StatisticsController } from './statistics.controller.js';
import { TablesController } from './tables.controller.js';

/** The reports over the docket. */
export const DOCKET_REPORTS = [
  ChangesReportController,
  FollowUpController,
  StatisticsController,
  TablesController,
  PicturesController,
  FeedController,
];
