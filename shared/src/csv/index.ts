export { textCell } from './text-cell.js';
