export { ProcessDirectory } from './process-directory.js';
