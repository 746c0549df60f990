import type { DataTexts } from '../data-texts.js';
import { sizeOf } from './words.js';

/** Why a file was not taken. */
export const fileFaults: DataTexts['fileFaults'] = {
  empty: 'Файл пуст.',
  tooLarge: (bytes) => `Файл больше ${sizeOf(bytes)}. Пришлите файл поменьше.`,
  byCode: {
    unsupported_media_type: 'Это не таблица, которую мы умеем читать. Пришлите CSV, XLSX, Parquet или JSON.',
    body_too_large: 'Файл слишком большой. Пришлите файл поменьше.',
    malformed_body: 'Файл повреждён. Проверьте, открывается ли он в программе, которая его создала.',
    unreadable_data: 'Файл не читается. Проверьте, что он целый и открывается в программе, которая его создала.',
    too_many_rows: 'В файле слишком много строк. Пришлите меньше.',
    too_many_columns: 'В файле слишком много столбцов. Нужны только время и значение.',
    row_too_large: 'Одна из строк файла слишком длинная. Пришлите строки короче.',
    nested_too_deeply: 'Данные вложены слишком глубоко. Пришлите плоские строки.',
    inflates_too_large: 'Файл распаковывается в слишком большой. Пришлите файл поменьше.',
    reading_timeout: 'Файл читается слишком долго. Пришлите меньше строк, либо CSV или Parquet.',
    reading_memory: 'Для чтения файла нужно слишком много памяти. Пришлите меньше строк, либо CSV или Parquet.',
    request_timeout: 'Файл шёл слишком долго. Пришлите его ещё раз.',
  },
};
