import { runProgram } from './command.js';
import { program } from './program.js';

await runProgram(program, process.argv);
