/** Starts the JVMs of a run one after the other, watches them, and keeps {@code run.json} true while they work. */
package tallyflame.runner.launch;
