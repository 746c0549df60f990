import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { textCell } from '@coincast/shared/csv';
import type { Session, Transaction } from '@coincast/shared/gateway-client';
import type { RequestHandler } from 'express';
import { type Site, sessionOf } from './site.js';
import { asQuery, filterAddress, readTransactionFilter, type TransactionFilter } from './transaction-filter.rules.js';

/** Most entries of one file. */
export const largestExportRows = 100_000;
const pageRows = 1_000;

const header = 'id,created_at,type,job_id,amount,balance_after,reason\n';
/** The last line of a file that could not take all: without a number, so that no program takes it for an entry. */
const cutLine = `,,,,,,"Cut after ${largestExportRows} entries. Choose a shorter period to get the others."\n`;

/** `GET /tx/export.csv?type=&from=&to=&job=`: the same entries as on `/tx`, newest first, a page of the API at a time. */
export function exportTransactions(site: Site): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request.visit);
    const { filter, faults } = readTransactionFilter(request.query);
    if (faults.size > 0) {
      // There it is said beside the field.
      const { search } = new URL(request.originalUrl, 'http://localhost');
      response.redirect(303, `/tx${search}`);
      return;
    }
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    const pages = pagesOf(site, { ...session, signal: leaving.signal }, filter);
    // What goes wrong at once is still told as on every page.
    const first = await pages.next();
    response.status(200).set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName(filter)}"`,
      'Cache-Control': 'private, no-store',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    try {
      await pipeline(Readable.from(linesOf(first, pages)), response);
    } catch (error) {
      // Half a file must not look like a whole one; pipeline has cut the connection.
      if (!hasLeft(error)) site.logger.warn({ err: error, request_id: session.requestId }, 'export broken off');
      response.destroy();
    }
  };
}

/** Whether the reader went, which is nothing to tell of. */
function hasLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function* pagesOf({ api }: Site, session: Session, filter: TransactionFilter): AsyncGenerator<Transaction[]> {
  let before: number | undefined;
  for (;;) {
    const page = await api.account.transactions(session, { ...asQuery(filter), limit: pageRows, before });
    yield page;
    before = page.at(-1)?.id;
    if (page.length < pageRows) return;
  }
}

async function* linesOf(
  first: IteratorResult<Transaction[]>,
  pages: AsyncGenerator<Transaction[]>,
): AsyncGenerator<string> {
  yield header;
  let written = 0;
  for (let next = first; !next.done; next = await pages.next()) {
    if (written >= largestExportRows) {
      if (next.value.length > 0) yield cutLine;
      return;
    }
    yield next.value.map(lineOf).join('');
    written += next.value.length;
  }
}

function lineOf({ id, created_at, tx_type, job_id, amount, balance_after, reason }: Transaction): string {
  return `${id},${created_at},${tx_type},${job_id ?? ''},${amount},${balance_after},${textCell(reason, ',')}\n`;
}

/** Plain characters only: numbers and days. */
function fileName(filter: TransactionFilter): string {
  const parts = filterAddress('', filter).match(/[\w-]+(?==)|(?<==)[\w-]+/g) ?? [];
  return `${['transactions', ...parts].join('-').toLowerCase()}.csv`;
}
