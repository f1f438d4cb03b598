/** Starts the JVMs of a run one after the other, watches them, and keeps {@code run.json} up to date. */
package tallyflame.runner.launch;
