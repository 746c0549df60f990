import { errorCatalogue, Problem } from '../http/errors.js';

const introduction = `# Errors

Made from \`shared/src/http/errors.ts\` by \`node shared/dist/src/tools/write-docs.js\`; a test fails when it is out of date.

Every error of the REST API is an \`application/problem+json\` document (RFC 9457). \`code\` never changes its meaning; \`detail\`
is a sentence for a person and may. \`errors\` names the fields at fault, where there are any. Tell us the \`request_id\`
when you ask about an error.

\`\`\`json
${JSON.stringify(
  new Problem('invalid_request', 'amount must be a positive number.', {
    errors: [{ field: 'amount', message: 'amount must be a positive number' }],
  }).toDocument('0d6a1c52-6a9b-4c7e-8f5e-2b1f4a7c9e10'),
  null,
  2,
)}
\`\`\`
`;

/** The catalogue of all errors that clients can meet, by status, as Markdown. */
export function errorReference(): string {
  const entries = Object.entries(errorCatalogue).sort(([, a], [, b]) => a.status - b.status);
  const sections = entries.map(([code, { status, title, fix }]) => `## ${code}\n\n\`${status}\` ${title}. ${fix}\n`);
  return [introduction, ...sections].join('\n');
}
