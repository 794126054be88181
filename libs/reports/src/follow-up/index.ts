export { followUpAnswer, type FollowUpAsked } from './follow-up-answer.js';
export { followUpCalendar } from './calendar.js';
