/** The command line: the only code that prints to standard output or ends the process. */
package tallyflame.cli;
