import { models } from '../models/index.js';
import { modelRunner } from './model-runner.js';

export default modelRunner(models);
