export { Feed, type FeedEntry } from './feed.js';
export { endOf, placeOf, positionIn, type Place } from './place.js';
