/** Verbs that start or watch JVMs, and those that say what can be started: run, demo, record, compare, scale, modules, doctor. */
package tallyflame.cli.record;
