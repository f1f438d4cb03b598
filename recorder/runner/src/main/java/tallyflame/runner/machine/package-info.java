/** What this machine is and what it can record, read from its {@code /proc} and {@code /sys}; nothing is started here. */
package tallyflame.runner.machine;
