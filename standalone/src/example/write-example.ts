import { mkdir, writeFile } from 'node:fs/promises';
import { exampleForecast, exampleUrl } from './example-forecast.js';

await mkdir(new URL('.', exampleUrl), { recursive: true });
await writeFile(exampleUrl, exampleForecast());
