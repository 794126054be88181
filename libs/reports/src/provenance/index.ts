export { provenanceOf } from './provenance.js';
