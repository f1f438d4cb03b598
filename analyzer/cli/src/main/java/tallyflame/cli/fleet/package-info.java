/** Verbs on the store of a fleet: options and composition. */
package tallyflame.cli.fleet;
