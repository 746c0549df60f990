import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import PQueue from 'p-queue';
import { type ForecastPicture, forecastSvg } from './forecast-svg.js';

const { resolve } = createRequire(import.meta.url);
const fontFiles = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
  resolve(`@expo-google-fonts/inter/${file}`),
);
/** The same letters on every machine. */
export const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' };

/** Each takes a core and some megabytes; the rest of the threads are left to files and addresses. */
const drawing = new PQueue({ concurrency: 2 });

/** A job's history, forecast and intervals as a PNG of 1280 by 720 px. Names may hold anything. */
export function forecastPicture(picture: ForecastPicture): Promise<Buffer> {
  return drawing.add(async () => (await renderAsync(forecastSvg(picture), { font, logLevel: 'off' })).asPng());
}
