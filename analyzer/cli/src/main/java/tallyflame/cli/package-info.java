/** Entry point of the command line. This package and those in it are the only code that prints to standard output or ends the process. */
package tallyflame.cli;
