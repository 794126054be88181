export { Feed, type FeedEntry } from './feed.js';
export { endOf, placeOf, positionIn, type Place, type PlaceAsked } from './place.js';
