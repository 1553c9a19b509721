import type { Import, ImportProblem } from '@soundings/contracts/import';
import { type ProblemReason, problemMessages } from './problem-messages.ts';

const LINES_SHOWN = 20;
/** Lines with problems that are listed for the team to take away. */
const LINES_LISTED = 200_000;

type ProblemLine = { line: number; reason: ProblemReason };

/** Counts a file's rows as they are dealt with; every row ends in exactly one of accepted, duplicate and rejected. */
export function startTally() {
  const counts = { read: 0, accepted: 0, duplicates: 0, rejected: 0 };
  const problems = new Map<string, ImportProblem>();
  const lines: ProblemLine[] = [];

  function note(reason: ProblemReason, line: number): void {
    let problem = problems.get(reason);
    if (!problem) {
      problem = { reason, message: problemMessages[reason], count: 0, lines: [] };
      problems.set(reason, problem);
    }
    problem.count++;
    if (problem.lines.length < LINES_SHOWN) problem.lines.push(line);
    if (lines.length < LINES_LISTED) lines.push({ line, reason });
  }

  return {
    accept: (rows = 1) => {
      counts.read += rows;
      counts.accepted += rows;
    },
    duplicate: (rows = 1) => {
      counts.read += rows;
      counts.duplicates += rows;
    },
    reject: (reason: ProblemReason, line: number) => {
      counts.read++;
      counts.rejected++;
      note(reason, line);
    },
    /** Something odd about a row that is taken in all the same. */
    note,
    /** The first lines with problems, in the order in which they were found. */
    problemLines: (): readonly ProblemLine[] => lines,
    /** The counts so far, as they stand in the import. */
    result: (): Pick<Import, 'read' | 'accepted' | 'duplicates' | 'rejected' | 'problems'> => ({
      ...counts,
      problems: [...problems.values()].map((problem) => ({ ...problem, lines: [...problem.lines] })),
    }),
  };
}

export type Tally = ReturnType<typeof startTally>;
