package tallyflame.analysis.check;

/**
 * Where a budget is shown: a line of a source file.
 *
 * @param file path, relative to the working directory if it is below that
 * @param line from 1
 */
record SourcePosition(String file, int line) {}
