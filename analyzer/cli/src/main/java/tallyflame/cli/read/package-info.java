/** Verbs that answer questions about what was recorded. */
package tallyflame.cli.read;
