import { creditsOf, creditWord, number, rowWord, sizeOf } from '@coincast/shared/wording/en/words';
import { plural } from '@coincast/shared/wording/formats';

export const predict = {
  predict: {
    chooseModel: 'Which model? The price is for one valid row.',
    unknownModel: (name: string) => `There is no model called “${name}”. Choose one of these.`,
    chosen: (title: string) => `Model: ${title}`,
    sendData: (bytes: number) =>
      `Send the series: a file (CSV, XLSX, Parquet or JSON, up to ${sizeOf(bytes)}) or its rows as text, in one message or several. A time and a value are needed in each row.`,
    received: (messages: number, signs: number) =>
      `Received: ${number(messages)} ${plural('en', messages, { one: 'message', other: 'messages' })}, ${number(signs)} ${plural('en', signs, { one: 'character', other: 'characters' })}. Send the rest, or say that it is all.`,
    nothingReceived: 'There are no rows yet. Send a file or text.',
    tooMuchText: (bytes: number) => `That is more than ${sizeOf(bytes)} of text. Send it as a file.`,
    pastedName: 'rows from the chat',
    badHorizon: (most: number) => `A whole number from 1 to ${number(most)}: ten times the series.`,
    tooFewRows: (needed: number, have: number) =>
      `This model needs ${number(needed)} valid ${rowWord(needed)}, the series has ${number(have)}. Choose another model or send more rows.`,
    /** A file that Telegram does not give to bots. */
    fileTooLarge: (bytes: number) =>
      `Telegram gives bots files up to ${sizeOf(bytes)} only. Send a smaller one, or use the cabinet.`,
    fileGone: 'Telegram no longer has this file. Send it again, nothing was charged.',
    fileEmpty: 'The file is empty. Send it with its rows.',
  },
  quote: {
    title: 'Quote',
    name: 'Series',
    model: 'Model',
    validRows: 'Valid rows',
    points: 'Points of the forecast',
    period: 'Period',
    from: (from: string, to: string) => `${from} to ${to}, UTC`,
    cost: 'To pay',
    costIs: (rows: number, perRow: number, cost: number) => `${number(rows)} × ${number(perRow)} = ${creditsOf(cost)}`,
    balance: 'Balance',
    after: 'After',
    badRow: (line: string, what: string, fix: string) => `Line ${line}: ${what}. ${fix}.`,
    moreBadRows: (count: number) => `And ${number(count)} more.`,
    confirm: 'Confirm, and the result comes by itself. If the forecast fails, you pay nothing.',
    short: (missing: number) => `You are ${number(missing)} ${creditWord(missing)} short`,
    shortText: (cost: number, balance: number) =>
      `The forecast costs ${number(cost)}, your balance is ${number(balance)}. Your data and choices are kept.`,
    cancelled: 'Cancelled. Nothing was charged.',
    expired: 'This quote is too old. Send the data again, nothing was charged.',
    noValid: (rows: number) => `None of the ${number(rows)} ${rowWord(rows)} could be read. Nothing was charged.`,
  },
  buying: {
    sent: 'Confirmed. The order is being placed.',
    accepted: (id: number) => `Job ${id} is received and being calculated. The result will come here by itself.`,
    again: (id: number) => `Already bought as job ${id}.`,
    waiting:
      'The service does not answer right now. The order is kept and goes on by itself; it is charged once at most.',
    refused: 'The order was not taken. Nothing was charged.',
  },
};
