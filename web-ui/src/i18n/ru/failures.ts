import { dataTextsFor } from '@coincast/shared/wording/data-texts';
import type { Texts } from '../texts.js';

/** What a page can lead to when a job has failed. */
export const failures: Pick<Texts, 'failures'> = {
  failures: {
    ...dataTextsFor('ru').failures,
    seeRows: 'В таблице ниже о каждой строке сказано, что с ней не так.',
    sendAgain: 'Сохраните файл и загрузите снова. Проверка бесплатна и покажет цену до списания.',
  },
};
