/** Records JVMs that are not ours: a command from its start, or a running process for a while. */
package tallyflame.runner.record;
